import type { Command } from 'commander'
import { openArchive, previewColumns } from '../core/archive.ts'
import type { ColumnsPreview, PreviewedArticle, SavedMapping } from '../shared/mapping.ts'
import { type CommonOptions, type Done, withArchive } from './archive-option.ts'
import { mappingOf, type MappingOptions, withMapping } from './mapping-options.ts'
import { bold, dim, print, printJson } from './output.ts'
import { safeLine } from './safe-text.ts'

type Options = CommonOptions & MappingOptions

export function addPreview(program: Command, done: Done): void {
  withMapping(withArchive(program.command('preview <file>')))
    .description('the columns of a data set (CSV, JSON Lines, JSON), and its first rows as articles')
    .addHelpText(
      'after',
      `
Nothing is imported. Without --map it shows how Clipfile reads the file by itself, or what it proposes; with an archive, also
the mappings that are kept there. Import with the same --map to have it so.`,
    )
    .action(async (file: string, options: Options) => {
      const preview = await previewColumns(file, mappingOf(options), kept(options))
      if (options.json) printJson(preview)
      else show(preview, options.map !== undefined)
      done(preview.articles.every((article) => 'refusal' in article) ? 1 : 0)
    })
}

function kept(options: Options): SavedMapping[] {
  if (!options.archive) return []
  const archive = openArchive(options.archive, { readOnly: true })
  try {
    return archive.answer('archive.mappings', undefined)
  } finally {
    archive.close()
  }
}

function show({ columns, mapping, readBy, isKept, articles }: ColumnsPreview, isGiven: boolean): void {
  print(bold('Columns'))
  for (const { path, samples } of columns)
    print(`  ${safeLine(path)}  ${dim(samples.map(safeLine).join(' · ').slice(0, 120))}`)
  const how = isGiven
    ? 'As you say'
    : readBy
      ? `Read as ${readBy}`
      : isKept
        ? 'Read as kept in the archive'
        : 'Proposed'
  const fields = Object.entries(mapping.fields).map(([field, paths]) => `${field}=${paths.join('|')}`)
  print(
    `${bold(how)}  ${readBy ? '' : `--map ${safeLine(fields.join(','))} --dates ${mapping.dates} --body ${mapping.body}`}`,
  )
  for (const article of articles) showArticle(article)
}

function showArticle(article: PreviewedArticle): void {
  print('')
  if ('refusal' in article) return print(`refused: ${safeLine(article.refusal)}`)
  const { title, outlet, authors, published, url, language, text, notices } = article
  print(bold(safeLine(title)))
  const facts = [outlet, authors.join(', '), published?.value, language, url].filter(Boolean)
  if (facts.length > 0) print(dim(safeLine(facts.join(' · '))))
  print(safeLine(text.slice(0, 300)))
  for (const notice of notices) print(dim(safeLine(notice)))
}
