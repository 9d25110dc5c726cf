import { expect, test } from 'vitest'
import { findAccount, mayBecomeAdmin } from './sandbox.ts'

test('an account is found by its whole name', () => {
  const passwd =
    'root:x:0:0:root:/root:/bin/bash\nclipfiles:x:1:1::/a:/b\nclipfile:x:999:995::/var/lib/clipfile:/bin/false\n'
  expect(findAccount(passwd, 'clipfile')).toEqual({ uid: 999, gid: 995, home: '/var/lib/clipfile' })
  expect(findAccount(passwd, 'nobody')).toBeNull()
})

test('whether the sandbox helper can work: a machine of its own, and a container', () => {
  expect(mayBecomeAdmin('CapEff:\t0\nCapBnd:\t000001fffeffffff\n')).toBe(true)
  expect(mayBecomeAdmin('CapEff:\t0\nCapBnd:\t00000000a80425fb\n')).toBe(false)
  expect(mayBecomeAdmin('')).toBe(false)
})
