import type { Command } from 'commander'
import { runExtraction } from '../core/archive.ts'
import type { ExtractionChange, ExtractionPreview } from '../shared/model.ts'
import { archivePath, type CommonOptions, type Done, useArchive, withArchive } from './archive-option.ts'
import { JobView } from './job-view.ts'
import { bold, dim, plural, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

interface Options extends CommonOptions {
  all?: boolean
  apply?: boolean
}

const SHOWN = 20

export function addExtract(program: Command, done: Done): void {
  withArchive(program.command('extract'))
    .description('extract articles again from their originals; without --apply only show what would change')
    .option('--all', 'also those that today’s extractors made')
    .option('--apply', 'change the articles; what a person corrected stays')
    .action(async (options: Options) => done(await extract(options)))
}

async function extract(options: Options): Promise<number> {
  const path = archivePath(options)
  const view = new JobView()
  try {
    const preview = await runExtraction(path, { do: 'preview', all: options.all ?? false }, view.control)
    if (view.isCancelled) return 1
    const changes = await useArchive(options, (archive) =>
      archive.answer('archive.extractionChanges', { offset: 0, limit: options.json ? 500 : SHOWN }),
    )
    const applied = options.apply ? await runExtraction(path, { do: 'apply' }, view.control) : null
    if (options.json) printJson({ preview, changes: changes.rows, applied })
    else tell(preview, changes, applied)
    return view.isCancelled || preview.failed > 0 ? 1 : 0
  } finally {
    view.close()
  }
}

function tell(
  preview: ExtractionPreview,
  { rows, total }: { rows: ExtractionChange[]; total: number },
  applied: ExtractionPreview | null,
): void {
  for (const { articleId, title, dump, fields } of rows) {
    print(
      `${bold(safeLine(title))} ${dim(articleId === null ? `new, from ${safeLine(dump)}` : `article ${articleId}`)}`,
    )
    for (const { field, before, after } of fields)
      print(`  ${field}: ${safeLine(before) || '—'} → ${safeLine(after) || '—'}`)
  }
  if (total > rows.length) print(dim(`… and ${total - rows.length} more`))
  const { looked, changed, gained, failed } = applied ?? preview
  const would = applied ? '' : ' would'
  print(
    `${plural(looked, 'original')}: ${plural(changed, 'article')}${would} change${applied ? 'd' : ''}, ${gained} ${applied ? 'were' : 'would be'} gained` +
      (failed > 0 ? `, ${failed} cannot be read as before` : ''),
  )
  if (!applied && changed + gained > 0) print('Nothing was changed: --apply does it.')
}
