import { expect, test } from 'vitest'
import { packagesFor, parseMissing } from './system-libraries.ts'

const LDD = `	linux-vdso.so.1 (0x00007ffd)
	libdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f6e)
	libnss3.so => not found
	libnssutil3.so => not found
	libasound.so.2 => not found
	libnss3.so => not found
`

test('the libraries that ldd misses, each once', () => {
  expect(parseMissing(LDD)).toEqual(['libnss3.so', 'libnssutil3.so', 'libasound.so.2'])
  expect(parseMissing('\tstatically linked\n')).toEqual([])
})

test('the packages that hold them, each once', () => {
  expect(packagesFor(parseMissing(LDD))).toEqual([['libnss3'], ['libasound2t64', 'libasound2']])
})

test('a library of which no package is known is named', () => {
  expect(() => packagesFor(['libodd.so.9'])).toThrow('libodd.so.9')
})
