import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDefines } from './sqlite-binding.ts'

test("SQLite's options are read as better-sqlite3 lists them", () => {
  const folder = join(createRequire(import.meta.url).resolve('better-sqlite3/package.json'), '..')
  const defines = parseDefines(readFileSync(join(folder, 'deps', 'defines.gypi'), 'utf8'))
  expect(defines).toContain('-DSQLITE_ENABLE_FTS5')
  expect(defines).toContain('-DSQLITE_DEFAULT_CACHE_SIZE=-16000')
  expect(defines.length).toBeGreaterThan(30)
})
