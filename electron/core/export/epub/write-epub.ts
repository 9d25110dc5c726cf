/** EPUB 3: a cover, the contents, an article a page with its notes and pictures. Nothing in it is fetched or run. */
import { randomUUID } from 'node:crypto'
import { isRtl, languageTag } from '../direction.ts'
import type { ExportRun } from '../export-run.ts'
import type { ExportedItem } from '../exported-item.ts'
import { articleMarkup, languageOf } from '../markup.ts'
import { markdownMarkup } from '../markdown-markup.ts'
import { pictureFile } from '../picture-files.ts'
import { dateOf, titleOf } from '../shown.ts'
import { STYLE } from '../style.ts'
import type { Write } from '../write-whole.ts'
import { ZipWriter } from '../zip-writer.ts'
import { escapeXml, fitLine } from '../clean.ts'
import {
  type Book,
  type Chapter,
  CONTAINER,
  type ContentFile,
  coverImage,
  navigation,
  packageDocument,
  page,
} from './package-document.ts'

const MOST_LANGUAGES = 20

export async function writeEpub(run: ExportRun, write: Write): Promise<void> {
  const zip = new ZipWriter(write)
  zip.addFirst('mimetype', 'application/epub+zip')
  await zip.add('META-INF/container.xml', CONTAINER)
  await zip.add('EPUB/style.css', STYLE)
  const chapters: Chapter[] = []
  const pictures = new Pictures(run)
  const languages = new Map<string, number>()
  for await (const item of run.items()) {
    const file = `article-${chapters.length + 1}.xhtml`
    const body = articleMarkup(item, { epub: true, picture: (sha256) => pictures.find(item, sha256) })
    await zip.add(`EPUB/${file}`, page(titleOf(item), body, languageOf(item.language, true)))
    for (const { file: name, data } of pictures.takeNew()) await zip.add(`EPUB/${name}`, data)
    const tag = languageTag(item.language)
    if (tag !== '') languages.set(tag, (languages.get(tag) ?? 0) + 1)
    chapters.push({ file, title: titleOf(item), line: lineOf(item), rtl: isRtl(item.language) })
  }
  const book: Book = {
    identifier: `urn:uuid:${randomUUID()}`,
    title: run.scope.title,
    description: run.scope.description,
    languages: [...languages]
      .sort(([, a], [, b]) => b - a)
      .map(([tag]) => tag)
      .slice(0, MOST_LANGUAGES),
    // the pages of a book turn one way only: that of most of its articles
    rtl: chapters.filter(({ rtl }) => rtl).length * 2 > chapters.length,
    modifiedAt: new Date(),
    chapters,
    pictures: pictures.all,
  }
  const count = chapters.length === 1 ? '1 article' : `${chapters.length.toLocaleString('en')} articles`
  await zip.add('EPUB/cover.svg', coverImage(book, count))
  await zip.add('EPUB/cover.xhtml', coverPage(book, count))
  await zip.add('EPUB/nav.xhtml', navigation(book))
  await zip.add('EPUB/package.opf', packageDocument(book))
  await zip.end()
}

function lineOf(item: ExportedItem): string {
  return [item.outlet ?? '', dateOf(item)].filter(Boolean).join(', ')
}

function coverPage(book: Book, count: string): string {
  const title = escapeXml(fitLine(book.title))
  const body = `<section epub:type="cover" dir="auto">
<h1>${title}</h1>
<p class="byline">${count}</p>
${book.description.trim() ? markdownMarkup(book.description) : ''}
</section>`
  return page(book.title, body)
}

/** Each picture goes into the book once, however many articles show it. */
class Pictures {
  readonly all: ContentFile[] = []
  readonly #run: ExportRun
  readonly #files = new Map<string, string | null>()
  #new: { file: string; data: Uint8Array }[] = []

  constructor(run: ExportRun) {
    this.#run = run
  }

  find(item: ExportedItem, sha256: string): string | null {
    const known = this.#files.get(sha256)
    if (known !== undefined) return known
    const picture = pictureFile(this.#run, item, sha256)
    if (picture) {
      const { file, mime, data } = picture
      this.all.push({ file, mime })
      this.#new.push({ file, data })
    }
    this.#files.set(sha256, picture?.file ?? null)
    return picture?.file ?? null
  }

  takeNew(): { file: string; data: Uint8Array }[] {
    return this.#new.splice(0)
  }
}
