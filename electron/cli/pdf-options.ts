/** `clipfile export --format pdf` and `dossier`: how the pages are set. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import { isTypesettingLeft, runDossier, runPdfExport } from '../core/archive.ts'
import { PDF_DEFAULTS, type PdfOptions, type TypesetFormat } from '../shared/export.ts'
import { EVERYTHING, type Selection } from '../shared/list-query.ts'
import { JobView } from './job-view.ts'
import { note, plural, printJson, tellError, UsageError } from './output.ts'
import { safeLine } from './safe-text.ts'

/** As commander reads them; what was not named is as in the app. */
export interface PageOptions {
  paper?: PdfOptions['paper']
  columns?: PdfOptions['columns']
  textSize?: number
  font?: PdfOptions['font']
  notes?: PdfOptions['notes']
  standard?: PdfOptions['standard']
  title?: string
  author?: string
  cover?: boolean
  contents?: boolean
  pageEach?: boolean
  images?: boolean
  highlights?: boolean
  timelineFigure?: boolean
  sources?: boolean
}

export function addPageOptions(command: Command): Command {
  const choice = (flags: string, about: string, choices: string[]): Option =>
    new Option(flags, `pdf: ${about}`).choices(choices)
  return command
    .addOption(choice('--paper <size>', 'the paper', ['a4', 'letter', 'a5']))
    .addOption(choice('--columns <n>', 'columns of text', ['1', '2']).argParser(columns))
    .addOption(new Option('--text-size <points>', 'pdf: the size of type, 7 to 18').argParser(points))
    .addOption(choice('--font <font>', 'the type', ['serif', 'sans']))
    .addOption(choice('--notes <where>', 'where notes stand', ['footnotes', 'margin', 'none']))
    .addOption(choice('--standard <name>', 'what the file conforms to', ['a-2b', 'a-3b', 'ua-1', 'none']))
    .option('--title <text>', 'pdf: on the cover, in place of the collection’s own')
    .option('--author <text>', 'pdf: on the cover')
    .option('--no-cover', 'pdf: without a title page')
    .option('--no-contents', 'pdf: without contents')
    .option('--no-page-each', 'pdf: articles follow each other on a page')
    .option('--no-images', 'pdf: without pictures')
    .option('--no-highlights', 'pdf: without highlights')
    .option('--no-timeline-figure', 'pdf: without the outlets’ timeline')
    .option('--no-sources', 'pdf: without the appendix of sources')
}

function columns(text: string): PdfOptions['columns'] {
  if (text === '1' || text === '2') return text === '1' ? 1 : 2
  throw new InvalidArgumentError('Give 1 or 2.')
}

function points(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 7 && value <= 18) return value
  throw new InvalidArgumentError('Give a number from 7 to 18.')
}

export function pdfOptionsOf(options: PageOptions): PdfOptions {
  const { pageEach, timelineFigure, ...named } = options
  const known = Object.keys(PDF_DEFAULTS).flatMap((key) => {
    const value = named[key as keyof typeof named]
    return value === undefined ? [] : [[key, value] as const]
  })
  return {
    ...PDF_DEFAULTS,
    ...Object.fromEntries(known),
    ...(pageEach === undefined ? {} : { newPageEach: pageEach }),
    ...(timelineFigure === undefined ? {} : { timeline: timelineFigure }),
  }
}

/** @param selection undefined for everything. @throws UsageError for standard output: several files may come of it */
export async function exportTypeset(
  format: TypesetFormat,
  path: string,
  selection: Selection = { query: EVERYTHING, except: [] },
  options: PageOptions & { output: string; json?: boolean },
): Promise<void> {
  const target = options.output
  if (target === '-') throw new UsageError(`A ${format} needs a file.`, 'Name one with --output.')
  const view = new JobView()
  try {
    const request = { selection, options: pdfOptionsOf(options), target }
    const written =
      format === 'pdf'
        ? await runPdfExport(path, request, view.control)
        : await runDossier(path, request, runPdfExport, view.control)
    view.close()
    written.warnings.forEach((warning) => note(safeLine(warning)))
    if (options.json) printJson(written)
    else note(`${plural(written.articles, 'article')} written to ${filesOf(written).join(', ')}`)
  } catch (error) {
    if (!view.isCancelled || !isTypesettingLeft()) throw error
    tellError(error)
    view.endNow()
  } finally {
    view.close()
  }
}

function filesOf(written: { files: string[] } | { target: string }): string[] {
  return 'files' in written ? written.files : [written.target]
}
