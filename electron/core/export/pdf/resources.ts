/** Where the template and the fonts lie: beside the sources in a checkout, beside the bundles in the packaged app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @throws Error where the app was taken apart */
export function resourceFolder(name: 'pdf' | 'fonts'): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = join(folder, 'resources', name)
    if (existsSync(found)) return found
    if (dirname(folder) === folder) throw new Error(`The folder resources/${name} of Clipfile is missing.`)
  }
}

/** Files of one kind by name, read whole: inside the packaged app they are no files that native code could open. */
export function resourceFiles(name: 'pdf' | 'fonts', extension: string): Map<string, Buffer> {
  const folder = resourceFolder(name)
  const names = readdirSync(folder).filter((file) => file.endsWith(extension))
  return new Map(names.sort().map((file) => [file, readFileSync(join(folder, file))]))
}
