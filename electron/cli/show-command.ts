import type { Command } from 'commander'
import type { Article, Block } from '../shared/model.ts'
import { type CommonOptions, type Done, useArchive, wholeNumber, withArchive } from './archive-option.ts'
import { bold, dim, plural, print, printJson, terminalWidth } from './output.ts'
import { safeLine, safeText, wrap } from './safe-text.ts'

interface Options extends CommonOptions {
  all?: boolean
}

const READING_WIDTH = 76
const MOST_HEADLINES = 10

export function addShow(program: Command, done: Done): void {
  withArchive(program.command('show'))
    .argument('<id>', 'the number that list and search print', wholeNumber(1))
    .description('read one article')
    .option('--all', 'with promo lines, page furniture and all headlines listed')
    .action(async (id: number, options: Options) => {
      await useArchive(options, (archive) => {
        const article = archive.answer('archive.article', { id })
        if (options.json) printJson(article)
        else print(asText(article, options.all ?? false))
      })
      done(0)
    })
}

function asText(article: Article, all: boolean): string {
  const width = Math.min(terminalWidth(), READING_WIDTH)
  const shown = article.blocks.filter((block) => all || !isHidden(block))
  return [
    bold(wrap(safeLine(article.title), width)),
    ...facts(article),
    '',
    shown.map((block) => blockText(block, width)).join('\n\n'),
    ...hiddenNote(article.blocks.length - shown.length),
    ...headlineList(article, all),
    ...article.sources.map((source) =>
      dim(
        `\nFrom ${safeLine(source.dump)}, record ${source.record} (${source.place}), import ${source.importId}\nSHA-256 ${source.sha256}`,
      ),
    ),
  ].join('\n')
}

function isHidden(block: Block): boolean {
  return block.kind === 'promo' || block.kind === 'cruft'
}

function facts(article: Article): string[] {
  const authors = article.authors
    .map(({ name, handle }) => (handle ? `${name} (${handle})` : name))
    .join(', ')
  const date = article.published
    ? `${article.published.value} (known to the ${article.published.precision}, from the ${article.published.source})`
    : 'date unknown'
  const first = [
    article.outlet ?? 'outlet unknown',
    date,
    plural(article.words, 'word'),
    article.language ?? '',
  ]
  const corrected = Object.keys(article.corrections)
  const lines = [
    first.filter(Boolean).join(' · '),
    authors && `By ${authors}`,
    article.url ?? article.canonicalUrl ?? '',
    article.modified ? `Updated ${article.modified.value}` : '',
    corrected.length > 0 ? `Corrected by hand: ${corrected.join(', ')}` : '',
    article.versions.length > 1 ? `${plural(article.versions.length, 'version')} of it in the archive` : '',
  ]
  return lines.filter(Boolean).map((line) => safeLine(line))
}

function blockText(block: Block, width: number): string {
  const text = block.kind === 'preformatted' ? safeText(block.text) : wrap(safeText(block.text), width)
  switch (block.kind) {
    case 'heading':
      return bold(text)
    case 'quote':
      return text.replace(/^/gm, '  │ ')
    case 'figure':
      return dim(
        wrap(`[picture] ${safeText(block.text || block.image?.alt || block.image?.src || '')}`, width),
      )
    case 'table':
      return safeText(block.text)
    case 'paragraph':
    case 'list':
    case 'preformatted':
      return text
    default:
      return dim(wrap(`[${block.kind}] ${safeText(block.text)}`, width))
  }
}

function hiddenNote(count: number): string[] {
  return count === 0
    ? []
    : ['', dim(`${plural(count, 'line')} of promotion and page furniture hidden: --all shows them.`)]
}

function headlineList({ headlines }: Article, all: boolean): string[] {
  if (headlines.length === 0) return []
  const shown = all ? headlines : headlines.slice(0, MOST_HEADLINES)
  const lines = shown.map(({ title, outlet, date }) =>
    safeLine(`- ${[title, outlet, date].filter(Boolean).join(' · ')}`),
  )
  const more = headlines.length - shown.length
  if (more > 0) lines.push(dim(`… and ${more} more: --all shows them.`))
  return ['', bold(`${plural(headlines.length, 'headline')} listed`), ...lines]
}
