import { readFileSync } from 'node:fs'

/** From package.json, one folder up in a checkout and two when bundled. */
export function version(): string {
  for (const place of ['../../package.json', '../package.json', '../../../package.json']) {
    try {
      const found = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        name?: string
        version?: string
      }
      if (found.name === 'clipfile' && found.version) return found.version
    } catch {
      // not there
    }
  }
  return 'unknown'
}
