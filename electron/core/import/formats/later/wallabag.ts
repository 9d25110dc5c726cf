/** wallabag: JSON of version 2 and 1, and the CSV, whose dates do not tell morning from afternoon. */
import type { BroughtHighlight } from '../../brought.ts'
import type { RecordContent, Row, RowShape } from '../../format.ts'
import { fatesOf, plan } from './fates.ts'
import { savedArticle } from './saved-article.ts'
import { flagOf, flat, isoMs, objectsIn, publishedOn, split, textOf, textsIn } from './values.ts'

const NO_ADDRESS_OF_OWN = { lost: 'another address of the same article; the original record keeps it' }

const FATES = plan({
  title: 'kept',
  url: 'kept',
  content: { to: 'the text' },
  tags: 'kept',
  annotations: { to: 'highlights and notes, placed by their words' },
  is_archived: { to: 'read' },
  is_starred: 'kept',
  created_at: { to: 'when it was saved' },
  published_at: 'kept',
  published_by: { to: 'authors' },
  language: { to: 'the language, where the text does not tell it' },
  domain_name: { to: 'the outlet, by the address' },
  origin_url: NO_ADDRESS_OF_OWN,
  given_url: NO_ADDRESS_OF_OWN,
  preview_picture: { lost: 'the picture is not in the export' },
  reading_time: { lost: 'counted from the text' },
  archived_at: { lost: 'when it was read is not kept' },
  starred_at: { lost: 'when it was starred is not kept' },
  updated_at: { lost: 'when it was last changed there is not kept' },
  id: { lost: 'a number of wallabag’s own' },
  uid: { lost: 'a number of wallabag’s own' },
})

/** What wallabag writes where it could not fetch a page: no text of the article. */
const NO_TITLE = /^\s*No title found\s*$/i
const NO_CONTENT = /wallabag can(?:'|’|&#0?39;|&rsquo;|&apos;)t retrieve contents for this article/i
const NOT_FETCHED = 'The export holds only its address and title: wallabag could not fetch its text.'

export const wallabagJson: RowShape = {
  name: 'wallabag export',
  extractor: 'export/wallabag/1',
  recognises: (keys, _rows, container) =>
    container === 'json' &&
    keys.has('url') &&
    ((keys.has('is_archived') && keys.has('is_starred')) || (keys.has('is_read') && keys.has('is_fav'))),
  read: (row) => ('is_fav' in row && !('is_starred' in row) ? readFirst(row) : readSecond(row)),
}

function readSecond(row: Row): RecordContent {
  const annotations = objectsIn(row['annotations'])
  const highlights = annotations.flatMap(toHighlight)
  const notes = annotations.filter(({ quote }) => textOf(quote) === '').map(({ text }) => textOf(text))
  const savedAtMs = isoMs(row['created_at'])
  return {
    outcome: articleOf(row),
    capturedAtMs: savedAtMs,
    brought: {
      tags: flat(
        objectsIn(row['tags'])
          .map(({ label }) => textOf(label))
          .concat(textsIn(row['tags'] ?? [])),
      ),
      read: flagOf(row['is_archived']),
      starred: flagOf(row['is_starred']),
      ...(highlights.length > 0 ? { highlights } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      ...(savedAtMs === null ? {} : { savedAtMs }),
    },
    fields: fatesOf(row, FATES),
  }
}

function articleOf(row: Row): RecordContent['outcome'] {
  const [title, html] = [textOf(row['title']), textOf(row['content'])]
  const isMissing = NO_CONTENT.test(html)
  return savedArticle({
    title: NO_TITLE.test(title) ? '' : title,
    url: textOf(row['url']) || textOf(row['given_url']),
    html: isMissing ? '' : html,
    authors: textsIn(row['published_by'] ?? []),
    published: publishedOn(row['published_at']),
    language: textOf(row['language']),
    ...(isMissing ? { notices: [NOT_FETCHED] } : {}),
  })
}

/** The ranges (XPath, offsets as texts) hold in wallabag’s own markup alone; the words hold anywhere. */
function toHighlight({ quote, text }: Row): BroughtHighlight[] {
  const words = textOf(quote)
  const note = textOf(text)
  if (words === '') return []
  return [{ quote: words, ...(note ? { note } : {}) }]
}

const FIRST = {
  ...FATES,
  ...plan({
    is_read: { to: 'read' },
    is_fav: { to: 'starred' },
    user_id: { lost: 'a number of wallabag’s own' },
  }),
}

/** Version 1 has each value twice, under its name and its number. */
function readFirst(row: Row): RecordContent {
  const named = Object.fromEntries(Object.entries(row).filter(([key]) => !/^\d+$/.test(key)))
  return {
    outcome: articleOf(named),
    brought: {
      tags: flat(split(named['tags'], ',')),
      read: flagOf(named['is_read']),
      starred: flagOf(named['is_fav']),
    },
    fields: fatesOf({ ...named, is_read: flagOf(named['is_read']), is_fav: flagOf(named['is_fav']) }, FIRST),
  }
}

const CSV = plan({
  Title: 'kept',
  URL: 'kept',
  Content: { to: 'the text' },
  Tags: 'kept',
  Language: { to: 'the language, where the text does not tell it' },
  'MIME Type': { lost: 'the text says what it is' },
  'Creation date': { to: 'the day when it was saved; the export does not tell morning from afternoon' },
})

export const wallabagCsv: RowShape = {
  name: 'wallabag export',
  extractor: 'export/wallabag-csv/1',
  recognises: (keys, _rows, container) =>
    container === 'csv' &&
    ['Title', 'URL', 'Content', 'MIME Type', 'Creation date'].every((key) => keys.has(key)),
  read(row) {
    const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})\b/.exec(textOf(row['Creation date'])) ?? []
    const savedAtMs = isoMs(`${year}-${month}-${day}`)
    return {
      outcome: articleOf({
        title: row['Title'],
        url: row['URL'],
        content: row['Content'],
        language: row['Language'],
      }),
      capturedAtMs: savedAtMs,
      brought: { tags: flat(split(row['Tags'], ',')), ...(savedAtMs === null ? {} : { savedAtMs }) },
      fields: fatesOf(row, CSV),
    }
  },
}
