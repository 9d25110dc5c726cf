/** Exports of read-later programs: dropped as zips, read with all that people had added, and once only. */
import { crc32 } from 'node:zlib'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'

const BRIDGE = 'https://tidewater.example/2024/05/bridge'
const PARAGRAPHS = [
  'The harbour council voted on Tuesday to close the old swing bridge, saying that another winter of repairs would cost more.',
  'Fishermen who cross it every morning said they had not been asked, and that the detour adds forty minutes to a day.',
]

function omnivore(): Record<string, string> {
  const item = {
    ...{
      id: '1',
      slug: 'bridge-1',
      title: 'Council closes the swing bridge',
      description: null,
      author: 'Hanne Lund',
    },
    ...{ url: BRIDGE, state: 'Archived', readingProgress: 100, labels: ['harbour'] },
    ...{
      thumbnail: 'https://tidewater.example/t.jpg',
      savedAt: '2024-05-04T03:02:01.000Z',
      publishedAt: null,
    },
  }
  return {
    'metadata_0_to_20.json': JSON.stringify([item]),
    'content/bridge-1.html': PARAGRAPHS.map((text) => `<p>${text}</p>`).join(''),
    'highlights/bridge-1.md':
      '> the detour adds forty minutes\n\nReally?\n\n> words that stand nowhere in it\n',
  }
}

const POCKET = {
  'pocket/part_000000.csv':
    'title,url,time_added,tags,status\n' +
    `Bridge,${BRIDGE},1600000000,later|harbour,archive\n` +
    'Only an address,https://ledger.example/only,1600000001,later,unread\n',
  'pocket/annotations/part_000000.json': JSON.stringify([
    {
      url: BRIDGE,
      title: 'Bridge',
      highlights: [{ quote: 'they had not been asked', created_at: 1_600_000_002 }],
    },
  ]),
}

test('bodies, highlights in their places, an orphan, tags, and a loss report; nothing twice', async ({
  app,
  place,
}) => {
  place.write('pocket.zip', zipOf(POCKET))
  place.write('omnivore.zip', zipOf(omnivore()))
  await app.newArchive()
  await app.drop(place.path('pocket.zip'), place.path('omnivore.zip'))
  await app.importEnded('imported')
  await expect(app.total).toHaveText('2 articles')

  await test.step('the article has its text, and what was marked is marked', async () => {
    await app.row('Council closes the swing bridge').click()
    await expect(app.reader).toContainText('the detour adds forty minutes')
    await expect(app.reader).toContainText('Really?')
    await expect(app.reader).toContainText('1 passage is not in this text any more')
    await expect(app.reader).toContainText('Hanne Lund')
  })
  await test.step('a bookmark says what it is', async () => {
    await app.row('Only an address').click()
    await expect(app.reader).toContainText('Only its address was saved, not its text.')
  })
  await test.step('what became of the fields is told', async () => {
    await app.goTo('Imports')
    const report = app.page.getByRole('region', { name: 'What became of its fields' })
    await expect(report).toContainText('What became of the fields of Omnivore export')
    await expect(report.getByRole('table', { name: 'Not kept' }).first()).toContainText(
      /thumbnail.*not in the export/,
    )
    await expect(report).toContainText(/highlights: places/)
    const shots = process.env['CLIPFILE_SHOTS']
    for (const theme of shots ? (['Light', 'Dark'] as const) : []) {
      await app.setTheme(theme)
      await report.scrollIntoViewIfNeeded()
      await app.page.screenshot({ path: join(shots!, `losses-${theme}.png`) })
    }
  })
  await test.step('again, it adds nothing', async () => {
    await app.dismissNotifications()
    await app.drop(place.path('pocket.zip'), place.path('omnivore.zip'))
    await app.importEnded('Nothing new')
    await app.goTo('All articles')
    await expect(app.total).toHaveText('2 articles')
    await app.row('Council closes the swing bridge').click()
    await expect(app.reader.getByText('Really?')).toHaveCount(1)
  })
})

/** Stored, not packed: enough for a reader to find its files. */
function zipOf(files: Record<string, string>): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(path.length, 22)
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, content])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(at, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, entry, path]))
    local.push(head)
    at += head.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(local.length, 8)
  end.writeUInt16LE(local.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, directory, end])
}
