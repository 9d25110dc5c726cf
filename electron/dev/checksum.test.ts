import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { integrityOf, verify } from './checksum.ts'

// printf abc | openssl dgst -sha512 -binary | base64
const ABC = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='

test('a file is taken for the one expected only if it is, byte for byte', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'clipfile-checksum-')), 'file')
  await writeFile(path, 'abc')
  expect(await integrityOf(path)).toBe(ABC)
  await verify(path, ABC, 'it')
  await writeFile(path, 'abd')
  await expect(verify(path, ABC, 'it')).rejects.toThrow('it is not the file expected')
})
