import { expect, it } from 'vitest'
import { bytes } from './capture-fixtures.ts'
import { messagesInMailbox } from './mailbox.ts'
import { readEml } from './eml.ts'

it('parts a mailbox into its messages, each with all of its bytes', () => {
  const one =
    'From a@b Wed Aug  3 17:55:19 2011\nSubject: one\n\nText.\n\nFrom here on it is: text, at 10:15 too\n\n'
  const two = 'From - Thu Aug 04 10:00:00 2011\r\nSubject: two\r\n\r\nText\r\n\r\n'
  const three = 'From c@d Fri Aug  5 10:00:00 2011\nSubject: three\n\nLast\n'
  const file = bytes(one + two + three)
  const ranges = messagesInMailbox(file)
  expect(ranges.map(({ start, end }) => file.subarray(start, end).toString())).toEqual([one, two, three])
  expect(ranges.map(({ start, end }) => readEml(file.subarray(start, end)).title)).toEqual([
    'one',
    'two',
    'three',
  ])
})

it('takes any other file as one message', () => {
  const file = bytes('Subject: a\n\ntext\n\nFrom a@b Wed Aug  3 17:55:19 2011\nSubject: quoted\n')
  expect(messagesInMailbox(file)).toEqual([{ start: 0, end: file.length }])
})
