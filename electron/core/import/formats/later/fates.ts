/** What becomes of an export's fields, told once for each format. */
import type { FieldFate } from '../../brought.ts'

/** By the field's name in the export. Of what is not named here, only the original record tells. */
export type Fates = Readonly<Record<string, FieldFate>>

type Plan = Readonly<Record<string, 'kept' | { to: string } | { lost: string }>>

export const IN_ORIGINAL = 'has no place here; the original record keeps it'

export function plan(fields: Plan): Fates {
  return Object.fromEntries(
    Object.entries(fields).map(([field, what]) => [field, fateOf(field, what)] as const),
  )
}

function fateOf(field: string, what: Plan[string]): FieldFate {
  if (what === 'kept') return { field, fate: 'kept' }
  return 'to' in what ? { field, fate: 'mapped', how: what.to } : { field, fate: 'lost', how: what.lost }
}

/** The fates of those fields that a record has; one that is empty has none. */
export function fatesOf(record: Readonly<Record<string, unknown>>, fates: Fates): FieldFate[] {
  const found: FieldFate[] = []
  for (const [field, value] of Object.entries(record)) {
    if (isEmpty(value)) continue
    found.push(Object.hasOwn(fates, field) ? fates[field]! : { field, fate: 'lost', how: IN_ORIGINAL })
  }
  return found
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}
