/** A folder of pages that opens from disk: a list with a search, an article a page, pictures beside them. */
import type { ExportRun } from '../export-run.ts'
import { FileNames } from '../file-names.ts'
import { articleMarkup, languageOf } from '../markup.ts'
import { markdownMarkup } from '../markdown-markup.ts'
import { writePicture } from '../picture-files.ts'
import { dateOf, namesOf, titleOf } from '../shown.ts'
import type { NewFolder } from '../write-whole.ts'
import { articlePage, type ListedPage, listPage } from './pages.ts'
import { searchWords } from './search-script.ts'

/** Beyond this the list searches titles, outlets, names and the first lines: the whole text would make it too large to open. */
const MOST_WHOLE_TEXTS = 20_000

export async function writeHtml(run: ExportRun, folder: NewFolder): Promise<void> {
  const { title, description, articles } = run.scope
  const isWhole = articles <= MOST_WHOLE_TEXTS
  if (!isWhole)
    run.warn(
      'The list’s search looks through titles and first lines only: there are too many articles for all of their text.',
    )
  const names = new FileNames()
  const pages: ListedPage[] = []
  const words: string[] = []
  for await (const item of run.items()) {
    const name = names.take(
      [item.published?.value.slice(0, 10), titleOf(item)].filter(Boolean).join(' '),
      `article ${item.id}`,
      'html',
    )
    const body = articleMarkup(item, {
      epub: false,
      picture: (sha256) => {
        const file = writePicture(run, folder, item, sha256)
        return file && `../${file}`
      },
    })
    folder.write(`articles/${name}`, articlePage(titleOf(item), languageOf(item.language, false), body))
    const line = [item.outlet ?? '', dateOf(item), namesOf(item)].filter(Boolean).join(' · ')
    pages.push({
      href: `articles/${encodeURIComponent(name)}`,
      title: titleOf(item),
      line,
      summary: item.summary,
    })
    const said = [titleOf(item), line, item.tags.join(' '), item.note, isWhole ? item.text : item.summary]
    words.push(searchWords(said.join(' ')))
  }
  folder.write(
    'index.html',
    listPage(
      title,
      description.trim() ? `<div dir="auto">${markdownMarkup(description)}</div>` : '',
      pages,
      words,
    ),
  )
}
