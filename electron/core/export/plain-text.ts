import { fitLine, fitText } from './clean.ts'
import type { ExportRun } from './export-run.ts'
import type { ExportedItem } from './exported-item.ts'
import { dateOf, isShown, namesOf, titleOf } from './shown.ts'
import type { Write } from './write-whole.ts'

const RULE = '='.repeat(72)

/** One text file: the collection's title and description, then article after article. */
export async function writeText(run: ExportRun, write: Write): Promise<void> {
  const { title, description } = run.scope
  await write(`${fitLine(title)}\n${description.trim() ? `\n${fitText(description).trim()}\n` : ''}`)
  for await (const item of run.items()) await write(`\n${RULE}\n\n${plainText(item)}`)
}

export function plainText(item: ExportedItem): string {
  const head = [
    titleOf(item),
    [item.outlet ?? '', dateOf(item)].filter(Boolean).join(', '),
    namesOf(item),
    item.url ?? '',
  ].map(fitLine)
  const parts = [
    head.filter(Boolean).join('\n'),
    item.note.trim() && `[Note: ${fitText(item.note).trim()}]`,
    ...item.blocks.filter(isShown).map(({ kind, text, ordered, items }) => {
      if (kind === 'list' && items)
        return items.map((line, i) => `${ordered ? `${i + 1}.` : '-'} ${fitLine(line)}`).join('\n')
      if (kind === 'figure') return text.trim() && `[Picture: ${fitText(text)}]`
      if (kind === 'caption') return `[${fitText(text)}]`
      return fitText(text)
    }),
    annotationsText(item),
    headlinesText(item),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function annotationsText({ annotations }: ExportedItem): string {
  if (annotations.length === 0) return ''
  const lines = annotations.map(({ quote, note }) =>
    [quote ? `“${fitLine(quote.exact)}”` : '', fitText(note).trim()].filter(Boolean).join('\n  '),
  )
  return `Highlights and notes:\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function headlinesText({ headlines }: ExportedItem): string {
  if (headlines.length === 0) return ''
  const lines = headlines.map(({ title, outlet, date }) =>
    fitLine([title, outlet, date].filter(Boolean).join(', ')),
  )
  return `Headlines it lists:\n${lines.map((line) => `- ${line}`).join('\n')}`
}
