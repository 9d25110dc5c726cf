import { describe, expect, test } from 'vitest'
import { isNewEnough, staleReason } from './install.mjs'

const lock = (packages: object) => ({ packages: { '': {}, ...packages } })
const one = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }

describe('whether node_modules is what the lockfile names', () => {
  test('it is', () => expect(staleReason(lock(one), { packages: one })).toBe(''))
  test('nothing there', () => expect(staleReason(lock(one), null)).toBe('nothing is installed yet'))
  test('one missing', () =>
    expect(staleReason(lock(one), { packages: {} })).toContain('node_modules/a is missing'))
  test('another version', () => {
    const other = { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-b' } }
    expect(staleReason(lock(one), { packages: other })).toContain('has changed')
  })
  test('one for another system is left out', () => {
    expect(
      staleReason(lock({ 'node_modules/win': { version: '1.0.0', optional: true } }), { packages: {} }),
    ).toBe('')
  })
})

test('which Node runs the scripts', () => {
  expect(['20.20.2', '24.11.9', '22.20.0'].map(isNewEnough)).toEqual([false, false, false])
  expect(['24.12.0', '24.21.0', '26.0.0'].map(isNewEnough)).toEqual([true, true, true])
})
