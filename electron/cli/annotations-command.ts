import type { Command } from 'commander'
import { runAnnotationsExport, runAnnotationsImport, type Archive } from '../core/archive.ts'
import {
  archivePath,
  type CommonOptions,
  type Done,
  openNamed,
  useArchive,
  withArchive,
} from './archive-option.ts'
import type { AnnotationRow } from '../shared/own.ts'
import { JobView } from './job-view.ts'
import { dim, note, plural, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  export?: string
  import?: string
}

const PAGE = 500

export function addAnnotations(program: Command, done: Done): void {
  withArchive(program.command('annotations'))
    .argument('[words...]', 'only with these words in note or quote')
    .description('list highlights and notes, or exchange them as W3C Web Annotations (JSON-LD)')
    .option('--export <file>', 'write all of them to a file; - for standard output')
    .option('--import <file>', 'take in those of a file')
    .action(async (words: string[], options: Options) => {
      if (options.export !== undefined) await exportAll(options, options.export)
      else if (options.import !== undefined) return done(await importAll(options, options.import))
      else await useArchive(options, (archive) => list(archive, words.join(' '), options))
      done(0)
    })
}

function list(archive: Archive, text: string, options: Options): void {
  const rows: AnnotationRow[] = []
  for (;;) {
    const page = archive.answer('archive.annotations', {
      text,
      group: 'article',
      offset: rows.length,
      limit: PAGE,
    })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) break
  }
  if (options.json) return printJson(rows)
  for (const { articleId, title, quote, note: words, orphan } of rows) {
    print(`${String(articleId).padStart(7)} ${dim(safeLine(title))}`)
    if (quote) print(`        “${safeLine(quote.exact)}”${orphan ? ' (not in the text any more)' : ''}`)
    if (words) print(`        ${safeLine(words)}`)
  }
}

async function exportAll(options: Options, file: string): Promise<void> {
  openNamed(options).close()
  const view = new JobView()
  try {
    const target = file === '-' ? process.stdout : file
    const { annotations } = await runAnnotationsExport(archivePath(options), target, view.control)
    view.close()
    if (file === '-') return
    if (options.json) printJson({ annotations, target: file })
    else note(`${plural(annotations, 'annotation')} written to ${file}`)
  } finally {
    view.close()
  }
}

/** @returns the exit code: 1 when some were refused */
async function importAll(options: Options, file: string): Promise<number> {
  openNamed(options).close()
  const view = new JobView()
  try {
    const result = await runAnnotationsImport(archivePath(options), file, view.control)
    view.close()
    if (options.json) printJson(result)
    else {
      note(
        `${plural(result.imported, 'annotation')} taken in, ${result.known} were here already, ${result.refused.length} refused`,
      )
      for (const reason of result.refused) note(reason)
    }
    return result.refused.length > 0 ? 1 : 0
  } finally {
    view.close()
  }
}
