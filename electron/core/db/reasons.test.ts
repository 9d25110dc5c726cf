import { expect, test } from 'vitest'
import { kindOfReason } from './reasons.ts'

test('reasons that differ by names and numbers alone are of one kind', () => {
  const kind = (a: string, b: string) => {
    expect(kindOfReason(a)).toBe(kindOfReason(b))
    return kindOfReason(a)
  }
  expect(
    kind(
      'Same bytes as record 12 of news 3.txt, imported 3 Mar 2025.',
      'Same bytes as record 1 of b, in this import.',
    ),
  ).toBe('Same bytes as record # of …, imported before.')
  expect(
    kind(
      'The file is too large: 270 MB. The limit for this format (text) is 256 MB.',
      'The file is too large: 1.2 MB. The limit for this format (text) is 256 MB.',
    ),
  ).toBe('The file is too large: # MB. The limit for this format (text) is # MB.')
  kind(
    'This is a link to /home/one/a.txt. Links out of a folder are not followed: import the target.',
    'This is a link to /mnt/b. Links out of a folder are not followed: import the target.',
  )
  kind('Same text as “One, 2 and 3” in Harbor Ledger.', 'Same text as “Another” in Harbor Ledger.')
  expect(kindOfReason('Encoding guessed: windows-1252, 14 damaged characters.')).toBe(
    'Encoding guessed: windows-1252, # damaged characters.',
  )
  expect(kindOfReason('The file is empty.')).not.toBe(kindOfReason('This folder is empty.'))
})
