import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The file of a thread of ours: beside the source that asks in a checkout, beside the job process when bundled (the asking code
 * may then lie in `chunks/` below it). The name is put together here so that no bundler takes it for a file to move.
 * @param name as in electron/dev/build.ts, which builds each
 * @param asking `import.meta.url` of who asks
 */
export function workerFile(name: string, asking: string): string {
  const places = asking.endsWith('.ts') ? [`./${name}.ts`] : [`./${name}.js`, `../${name}.js`]
  const files = places.map((place) => fileURLToPath(new URL(place, asking)))
  return files.find((file) => existsSync(file)) ?? files[0]!
}
