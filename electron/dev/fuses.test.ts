import { expect, test } from 'vitest'
import { FUSES, fusesIn } from './fuses.ts'

test('every fuse that an older Electron lacks is left out, one that we do not know is refused', () => {
  const wire = Object.fromEntries(Object.keys(FUSES).map((key) => [key, 0x31]))
  expect(fusesIn({ ...wire, version: '1' })).toHaveLength(9)
  expect(fusesIn({ 0: 0x31, version: '1' })).toEqual([0])
  expect(() => fusesIn({ ...wire, 9: 0x31, version: '1' })).toThrow('fuses.ts does not set: 9')
})
