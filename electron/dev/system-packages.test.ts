import { expect, test } from 'vitest'
import { installable } from './system-packages.ts'

const POLICY = `libnss3:
  Installed: (none)
  Candidate: 2:3.87.1-1+deb12u1
  Version table:
     2:3.87.1-1+deb12u1 500
        500 http://example.org/debian bookworm/main amd64 Packages
libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libgbm1:
  Installed: 22.3.6
  Candidate: 22.3.6
`

test('a package counts as known when there is a version to install', () => {
  expect([...installable(POLICY)]).toEqual(['libnss3', 'libgbm1'])
  expect(installable('')).toEqual(new Set())
})
