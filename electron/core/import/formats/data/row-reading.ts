/** What reads a data set's rows: a mapping that a person chose, a known shape, or names that speak for themselves. */
import type { SavedMapping } from '../../../../shared/mapping.ts'
import type { RecordContent, Row, RowShape } from '../../format.ts'
import { rowShapes } from '../../shapes.ts'
import { DATA_EXTRACTOR } from '../../extractors.ts'
import { mappingFor, readMapped } from './mapped.ts'
import { columnsOf, proposeMapping } from './propose.ts'
import { newsShapes } from './shapes/news-shapes.ts'

export type Container = Parameters<RowShape['recognises']>[2]

/** How the rows of one file are read. */
export interface Reading {
  /** as the ledger calls it: `news-please`, `mapped columns` */
  name: string
  extractor: string
  read(row: Row): RecordContent
}

/** So many rows tell what a file holds. */
export const SAMPLE_ROWS = 20

/** How these rows are read; null where a person must say what their columns hold. */
export function chooseReading(
  rows: readonly Row[],
  container: Container,
  saved: readonly SavedMapping[] = [],
): Reading | null {
  if (rows.length === 0) return null
  const columns = columnsOf(rows)
  const mapping = saved.length > 0 ? mappingFor(columns, saved) : null
  if (mapping)
    return { name: 'mapped columns', extractor: DATA_EXTRACTOR, read: (row) => readMapped(row, mapping) }
  const keys = new Set(rows.flatMap((row) => Object.keys(row)))
  const shape = [...rowShapes, ...newsShapes].find((one) => one.recognises(keys, rows, container))
  if (shape) return shape
  const proposal = proposeMapping(rows, columns)
  if (!proposal.sure) return null
  return { name: 'news data', extractor: DATA_EXTRACTOR, read: (row) => readMapped(row, proposal.mapping) }
}

const MOST_NAMED = 12

/** Why rows cannot be read, with the next step; the columns are named so that one sees what file it was. */
export function unreadColumns(columns: readonly string[], container: Container): string {
  if (columns.length === 0 && container === 'json')
    return 'There is no object with keys in it, so there is no article.'
  const named = columns.slice(0, MOST_NAMED).join(', ').slice(0, 300)
  const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : ''
  const what = container === 'csv' ? 'columns' : 'keys'
  return `Nothing says which of its ${what} is the title or the text (${named}${more}). Choose its columns and import it again.`
}

/** Reads the rows of one file, one by one. */
export class RowReader {
  readonly #container: Container
  readonly #saved: readonly SavedMapping[]
  readonly #chosen: Reading | null
  /** for rows whose keys are others than the first ones' */
  readonly #others = new Map<string, Reading | null>()

  /** @param sample rows of the file's beginning; none where even its first one is too long for that */
  constructor(sample: readonly Row[], container: Container, saved: readonly SavedMapping[] = []) {
    this.#container = container
    this.#saved = saved
    this.#chosen = chooseReading(sample, container, saved)
  }

  /** What reads most of its rows; null where that is not known. */
  get chosen(): Reading | null {
    return this.#chosen
  }

  /** One that cannot be read must not cost the others. */
  read(row: Row): RecordContent & { extractor?: string } {
    try {
      const reading = this.#chosen ?? this.#readingOf(row)
      if (!reading) return { outcome: { refusal: unreadColumns(columnsOf([row]), this.#container) } }
      const content = reading.read(row)
      // a row of another kind among them, e.g. one with its text under another key
      const other = 'refusal' in content.outcome && this.#chosen ? this.#readingOf(row) : null
      const second = other && other !== reading ? other.read(row) : null
      const [used, by] = second && !('refusal' in second.outcome) ? [second, other!] : [content, reading]
      return { ...used, extractor: by.extractor }
    } catch (error) {
      return {
        outcome: { refusal: `The parser failed: ${error instanceof Error ? error.message : String(error)}` },
      }
    }
  }

  #readingOf(row: Row): Reading | null {
    const keys = Object.keys(row).join('\0')
    if (!this.#others.has(keys)) {
      if (this.#others.size > 200) this.#others.clear()
      this.#others.set(keys, chooseReading([row], this.#container, this.#saved))
    }
    return this.#others.get(keys)!
  }
}
