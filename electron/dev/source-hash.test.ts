import { expect, test } from 'vitest'
import { isBuilt } from './source-hash.ts'

test('a build is stale when what is built changes, not when a test or a tool does', () => {
  expect(['electron/main/main.ts', 'renderer/App.svelte', 'electron/dev/build.ts'].every(isBuilt)).toBe(true)
  expect(
    [
      'electron/core/a.test.ts',
      'electron/dev/test.ts',
      'renderer/tsconfig.json',
      'renderer/node_modules/.vite/x',
    ].some(isBuilt),
  ).toBe(false)
})
