/** Raindrop.io’s CSV in all its headers. */
import type { BroughtHighlight } from '../../brought.ts'
import type { RecordContent, Row, RowShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { flagOf, flat, folderPath, isObject, isoMs, split, textOf } from './values.ts'

const FATES = plan({
  title: 'kept',
  url: 'kept',
  note: 'kept',
  excerpt: { to: 'the description' },
  description: { to: 'the description' },
  folder: { to: 'collections; “Unsorted” is none' },
  tags: 'kept',
  created: { to: 'when it was saved' },
  favorite: { to: 'starred' },
  highlights: { to: 'highlights, placed by their words' },
  cover: { lost: 'the picture is not in the export' },
  id: { lost: 'a number of Raindrop’s own' },
})

export const raindrop: RowShape = {
  name: 'Raindrop export',
  extractor: 'export/raindrop/1',
  recognises: (keys, _rows, container) =>
    container === 'csv' && ['title', 'url', 'folder', 'tags', 'created'].every((key) => keys.has(key)),
  read: readRow,
}

function readRow(row: Row): RecordContent {
  const note = textOf(row['note'])
  const folder = folderPath(row['folder'])
  const isFiled = folder.length > 0 && !/^(?:unsorted|trash)$/i.test(folder.join('/'))
  const highlights = readHighlights(textOf(row['highlights']))
  const savedAtMs = isoMs(row['created'])
  return {
    outcome: savedArticle({
      title: textOf(row['title']),
      url: textOf(row['url']),
      description: textOf(row['excerpt']) || textOf(row['description']),
    }),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(split(row['tags'], ',')),
      starred: flagOf(row['favorite']),
      ...(note ? { notes: [note] } : {}),
      ...(highlights.length > 0 ? { highlights } : {}),
      ...(isFiled ? { collections: [folder] } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf({ ...row, favorite: flagOf(row['favorite']), highlights }, FATES),
  }
}

/** One cell of free text, whose form no page documents: JSON, lines that say what they are, or a quote a paragraph. */
function readHighlights(cell: string): BroughtHighlight[] {
  if (cell === '') return []
  const json = listOf(cell)
  if (json) return json
  const highlights: BroughtHighlight[] = []
  const parts = /^[ \t]*(?:highlight|text)[ \t]*:/im.test(cell)
    ? cell.split(/\n(?=[ \t]*(?:highlight|text)[ \t]*:)/i)
    : cell.split(/\n[ \t]*\n/)
  for (const part of parts) {
    const [words = '', ...notes] = part.split(/\n[ \t]*note[ \t]*:/i)
    const quote = words.replace(/^\s*(?:(?:highlight|text)[ \t]*:|>|[-*•]\s)\s*/i, '').trim()
    const note = notes.join('\n').trim()
    if (quote !== '') highlights.push({ quote, ...(note ? { note } : {}) })
  }
  return highlights
}

function listOf(cell: string): BroughtHighlight[] | null {
  if (!cell.startsWith('[')) return null
  try {
    const items = JSON.parse(cell) as unknown[]
    const highlights = items.flatMap((item): BroughtHighlight[] => {
      const [quote, note] = isObject(item) ? [textOf(item['text']), textOf(item['note'])] : [textOf(item), '']
      return quote === '' ? [] : [{ quote, ...(note ? { note } : {}) }]
    })
    return highlights.length > 0 ? highlights : null
  } catch {
    return null
  }
}
