/** The formats that an archive can leave in, in groups, each with what it is for. */
import { EXPORT_NAMES, type ExportFormat } from '../../../electron/shared/export.ts'

export interface Format {
  format: ExportFormat
  name: string
  /** what it is for, in a few words */
  hint: string
  /** what is in it, a sentence each */
  about: string[]
}

function one(format: ExportFormat, hint: string, ...about: string[]): Format {
  return { format, name: EXPORT_NAMES[format], hint, about }
}

export const FORMAT_GROUPS: { title: string; formats: Format[] }[] = [
  {
    title: 'Pages',
    formats: [one('pdf', 'Pages to read, print, keep'), one('dossier', 'PDF, originals and checksums')],
  },
  {
    title: 'Reading',
    formats: [
      one(
        'epub',
        'For e-readers',
        'An EPUB 3 book: cover, contents, one chapter an article, with its pictures.',
        'Highlights keep their colours; notes become footnotes.',
      ),
      one(
        'html',
        'A folder for any browser',
        'A folder of pages that opens from the disk, with pictures and a search of its own.',
        'Nothing in it runs from or reaches for the network.',
      ),
      one(
        'markdown',
        'A folder for notes programs',
        'A folder with one file an article: facts as front matter, then the text, with pictures beside it.',
        'Highlights, notes and tags are in it.',
      ),
      one(
        'text',
        'The words alone, one file',
        'One file with all articles, one after the other, without pictures.',
      ),
    ],
  },
  {
    title: 'Data',
    formats: [
      one(
        'jsonl',
        'All there is, to import again',
        'Everything Clipfile knows, a record a line: import the file, and you have an equal archive.',
        'Of the whole archive, what lies in the trash is in it, too.',
      ),
      one(
        'csv',
        'A table for spreadsheets',
        'One row an article: title, outlet, authors, date, address, language, words, tags, text.',
        'Cells that a spreadsheet would take for formulas are made harmless.',
      ),
    ],
  },
  {
    title: 'References',
    formats: [
      one('bibtex', 'For LaTeX and JabRef', 'One entry an article, as a newspaper article.'),
      one('ris', 'For Zotero, EndNote, Mendeley', 'One reference an article, of the type NEWS.'),
      one('csl', 'For Pandoc and citation tools', 'One item an article, of the type article-newspaper.'),
    ],
  },
  {
    title: 'Evidence',
    formats: [
      one(
        'annotations',
        'Highlights and notes, W3C',
        'W3C Web Annotations as JSON-LD: each highlight and note, with the passage it is on.',
        'Other annotation programs read them; so does Import Annotations.',
      ),
      one(
        'wacz',
        'Web captures, to replay',
        'The originals that were web captures, unaltered, with an index: for ReplayWeb.page and the like.',
        'Articles that came in otherwise are not in it; the report at the end names how many.',
      ),
    ],
  },
]

export function formatOf(format: ExportFormat): Format {
  return FORMAT_GROUPS.flatMap((group) => group.formats).find((found) => found.format === format)!
}

export function isTypeset(format: ExportFormat): format is 'pdf' | 'dossier' {
  return format === 'pdf' || format === 'dossier'
}
