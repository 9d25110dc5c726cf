import { expect, it } from 'vitest'
import { sniffKind } from '../../detect.ts'
import { articleOf, recordsOf, said } from '../data/data-fixtures.ts'

const begin =
  '<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META CONTENT="text/html; charset=UTF-8">\n<H1>Bookmarks</H1>\n'
const list = `<DL><p>
    <DT><H3 ADD_DATE="1709618828">Wasser &amp; Dämme</H3>
    <DL><p>
        <DT><A HREF="https://a.example/1" ADD_DATE="1709618828" TAGS="water,dam gates" ICON="data:image/png;base64,AAAA">Gätes &lt;1&gt;</A>
        <DD>Why I kept it.
        <DT><H3>Inner</H3>
        <DL><p>
            <DT><A HREF="https://a.example/2" ADD_DATE="1709618828000">Two</A>
        </DL><p>
        <HR>
        <DT><A HREF="https://a.example/3" ADD_DATE="1709618828000000">Three</A>
    </DL><p>
    <DT><A HREF="place:type=6">Recent</A>
    <DT><A HREF="javascript:alert(1)">Program</A>
    <DT><A HREF="about:config">Settings</A>
    <DT><A HREF="https://a.example/4"></A>
</DL><p>`

it('bookmarks are articles without a text, in their folders', () => {
  const records = recordsOf(begin + list)
  expect(records.map(said)).toEqual([
    'Gätes <1>',
    'Two',
    'Three',
    '! This bookmark is a search of the browser itself (place:) (“Recent”).',
    '! This bookmark is a program (javascript:), not an address (“Program”).',
    '! This bookmark leads to no web page (about:) (“Settings”).',
    'https://a.example/4',
  ])
  expect(articleOf(records[0]!)).toMatchObject({
    url: 'https://a.example/1',
    outlet: 'a.example',
    blocks: [],
  })
  expect(records.map(({ brought }) => brought)).toEqual([
    {
      collections: [['Wasser & Dämme']],
      tags: [['water'], ['dam gates']],
      notes: ['Why I kept it.'],
      savedAtMs: 1709618828000,
    },
    { collections: [['Wasser & Dämme', 'Inner']], savedAtMs: 1709618828000 },
    { collections: [['Wasser & Dämme']], savedAtMs: 1709618828000 },
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

it('each has its place and its line', () => {
  const bytes = Buffer.from(begin + list)
  for (const { byteStart, byteEnd, line } of recordsOf(bytes)) {
    const own = bytes.subarray(byteStart, byteEnd).toString()
    expect(own).toMatch(/^<A HREF/)
    expect(line).toBe(bytes.subarray(0, byteStart).toString().split('\n').length)
  }
})

it('are known without their declaration too', () => {
  expect(sniffKind(Buffer.from(list))).toBe('bookmarks')
  expect(recordsOf(list)).toHaveLength(7)
  expect(sniffKind(Buffer.from('<html><body><dl><dt><a href="x">y</a></dl>'))).toBe('html')
})
