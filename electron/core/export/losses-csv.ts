import { FATE_WORDS, type FieldFateRow } from '../../shared/losses.ts'
import { csvCell } from './csv.ts'

/** The loss report as a table, as our other ones are: see csv.ts. */
export function lossesCsv(rows: readonly FieldFateRow[]): string {
  const head = ['format', 'field', 'fate', 'how', 'records']
  const lines = rows.map(({ format, field, fate, how, records }) => [
    format,
    field,
    FATE_WORDS[fate].toLowerCase(),
    how,
    records,
  ])
  return `\ufeff${[head, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}
