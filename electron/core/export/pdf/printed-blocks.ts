/** An article's blocks as they are printed: what is not the article itself (promos, the page's furniture) is left out. */
import { stretchesOf } from '../../../shared/anchors.ts'
import type { Block } from '../../../shared/model.ts'
import type { Annotation } from '../../../shared/own.ts'
import { printable, printableLine, shortened } from './printable-text.ts'
import type { PrintedBlock, PrintedNote, PrintedPicture, Run } from './printed.ts'
import { cutLong, type Highlight, runsOf, splitRuns } from './runs.ts'

export interface BlockSettings {
  images: boolean
  highlights: boolean
  notes: 'none' | 'margin' | 'footnotes'
  /** @returns the picture, or why there is none */
  picture(block: Block): PrintedPicture | string
  /** told in the warnings */
  onMissing(why: string): void
}

const MOST_CELLS_WIDE = 30

/** @param noted annotations that stand in the text, with the note of each as it is printed */
export function printedBlocks(
  blocks: readonly Block[],
  noted: readonly { annotation: Annotation; note: PrintedNote | null }[],
  settings: BlockSettings,
): PrintedBlock[] {
  const highlights = highlightsOf(blocks, noted, settings)
  let level = 1
  return blocks.flatMap((block, i): PrintedBlock[] => {
    const lights = highlights.get(i) ?? []
    if (block.kind === 'heading') {
      // a document whose headings skip a level is none that can be read aloud
      level = Math.min(6, Math.max(2, Math.min(level + 1, (block.level ?? 2) + 1)))
      return withNotes(
        [{ kind: 'heading', level, runs: runsOf(block.text, block.marks, lights) }],
        lights,
        settings,
      )
    }
    return withNotes(blockOf(block, lights, settings), lights, settings)
  })
}

function highlightsOf(
  blocks: readonly Block[],
  noted: readonly { annotation: Annotation; note: PrintedNote | null }[],
  settings: BlockSettings,
): Map<number, Highlight[]> {
  const highlights = new Map<number, Highlight[]>()
  for (const { annotation, note } of noted) {
    if (!annotation.place) continue
    const stretches = stretchesOf(blocks, annotation.place.start, annotation.place.end)
    stretches.forEach(({ block, start, end }, i) => {
      const isLast = i === stretches.length - 1
      const colour = settings.highlights ? annotation.colour : null
      if (!highlights.has(block)) highlights.set(block, [])
      highlights.get(block)!.push({ start, end, colour, note: isLast ? note : null })
    })
  }
  return highlights
}

function withNotes(
  printed: PrintedBlock[],
  lights: readonly Highlight[],
  settings: BlockSettings,
): PrintedBlock[] {
  if (settings.notes !== 'margin') return printed
  const notes = lights.flatMap(({ note }) => (note ? [note] : []))
  if (notes.length > 0 && printed.length > 0) printed[0]!.marginNotes = notes
  return printed
}

function blockOf(block: Block, lights: readonly Highlight[], settings: BlockSettings): PrintedBlock[] {
  const runs = (): Run[] => runsOf(block.text, block.marks, lights)
  switch (block.kind) {
    case 'paragraph':
      return cutLong(runs()).flatMap((part) => (part.length === 0 ? [] : [{ kind: 'paragraph', runs: part }]))
    case 'quote':
      return cutLong(runs()).map((part) => ({ kind: 'quote', runs: part }))
    case 'preformatted':
      return cutLong(runs()).map((part) => ({ kind: 'preformatted', runs: keepBlanks(part) }))
    case 'list':
      return [listOf(block, runs())]
    case 'table':
      return tableOf(block, runs())
    case 'figure':
      return settings.images ? [figureOf(block, settings)] : []
    case 'caption':
      return settings.images && block.text.trim() !== '' ? [{ kind: 'caption', runs: runs() }] : []
    default:
      return []
  }
}

/** Tabs and leading blanks would be lost. */
function keepBlanks(runs: Run[]): Run[] {
  const kept = (text: string): string =>
    text.replaceAll('\t', '    ').replace(/ {2,}|^ /gm, (blanks) => '\u00a0'.repeat(blanks.length))
  return runs.map((run) =>
    typeof run === 'string' ? kept(run) : 'newline' in run ? run : { ...run, t: kept(run.t) },
  )
}

function listOf(block: Block, runs: Run[]): PrintedBlock {
  const items =
    block.items && block.items.join('\n') !== block.text
      ? block.items.map((item) => runsOf(item))
      : splitRuns(runs, '\n')
  return { kind: 'list', ordered: block.ordered ?? false, start: 1, items }
}

/** Rows of so many columns that nothing could be read are set as lines. */
function tableOf(block: Block, runs: Run[]): PrintedBlock[] {
  const same = block.rows?.map((row) => row.join('\t')).join('\n') === block.text
  const rows =
    block.rows && !same
      ? block.rows.map((row) => row.map((cell) => runsOf(cell)))
      : splitRuns(runs, '\n').map((row) => splitRuns(row, '\t'))
  const columns = Math.max(0, ...rows.map((row) => row.length))
  if (columns === 0) return []
  if (columns > MOST_CELLS_WIDE) return [{ kind: 'preformatted', runs }]
  const size = columns <= 4 ? 0.82 : columns <= 7 ? 0.72 : 0.6
  const filled = rows.map((row) => Array.from({ length: columns }, (_, i) => ({ runs: row[i] ?? [] })))
  return [{ kind: 'table', columns, size, rows: filled }]
}

function figureOf(block: Block, settings: BlockSettings): PrintedBlock {
  const caption = printableLine(block.text)
  const picture = settings.picture(block)
  if (typeof picture !== 'string') return { kind: 'figure', caption, picture, missing: '' }
  settings.onMissing(picture)
  const address = printable(shortened(block.image?.src ?? '', 300))
  const missing = `Picture not printed: ${picture}.${address === '' ? '' : ` ${address}`}`
  return { kind: 'figure', caption, picture: null, missing }
}
