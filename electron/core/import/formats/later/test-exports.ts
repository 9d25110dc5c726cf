/** For tests: exports that lie in memory, and their records as they are read. */
import type { ExtractedArticle } from '../../../../shared/model.ts'
import type { FileSet, FoundRecord, RecordContent, RowShape, SetFormat } from '../../format.ts'
import { csvRows } from './csv-rows.ts'

/** Files as a container holds them: of two with one name the last is read. */
export function files(entries: readonly (readonly [name: string, content: string | Uint8Array])[]): FileSet {
  const last = new Map(entries.map(([name, content]) => [name, Buffer.from(content)]))
  return {
    names: entries.map(([name]) => name),
    size: (name) => last.get(name)?.length ?? null,
    read: (name) => last.get(name) ?? null,
    open: () => null,
  }
}

export function recordsIn(format: SetFormat, set: FileSet): FoundRecord[] {
  const own = format.recognise(set)
  if (own === null) throw new Error(`${format.name} does not recognise this.`)
  return [...format.records(set, { fileName: 'export.zip', after: null, beat: () => {} })]
}

/** The rows of a CSV by a shape that must recognise them. */
export function rowsOf(shape: RowShape, csv: string): RecordContent[] {
  const rows = [...csvRows(Buffer.from(csv))].map(({ row }) => row)
  const keys = new Set(Object.keys(rows[0] ?? {}))
  if (!shape.recognises(keys, rows, 'csv')) throw new Error(`${shape.name} does not recognise this.`)
  return rows.map((row) => shape.read(row))
}

export function jsonRowsOf(shape: RowShape, json: unknown[]): RecordContent[] {
  const rows = json as Record<string, unknown>[]
  if (!shape.recognises(new Set(Object.keys(rows[0]!)), rows, 'json'))
    throw new Error(`${shape.name} does not recognise this.`)
  return rows.map((row) => shape.read(row))
}

/** @throws where it is refused */
export function articleOf({ outcome }: RecordContent): ExtractedArticle {
  if ('refusal' in outcome) throw new Error(outcome.refusal)
  return outcome
}

/** `field: fate`, for short. */
export function fatesIn({ fields }: RecordContent): string[] {
  return (fields ?? []).map(({ field, fate }) => `${field}: ${fate}`)
}
