import type { Archive } from '../core/archive.ts'
import { AppError } from '../shared/errors.ts'
import type { Outlet } from '../shared/model.ts'
import { safeLine } from './safe-text.ts'

const ALL = 100_000

/**
 * The outlet that a person means: by its whole name in any case, else by a part that only one has.
 * @throws AppError `not-found`
 */
export function outletNamed(archive: Archive, name: string): Outlet {
  const outlets = archive.answer('archive.outlets', { limit: ALL })
  const key = fold(name)
  const exact = outlets.find((outlet) => fold(outlet.name) === key)
  if (exact) return exact
  const partly = outlets.filter((outlet) => fold(outlet.name).includes(key))
  if (partly.length === 1) return partly[0]!
  const names = partly
    .slice(0, 10)
    .map((outlet) => safeLine(outlet.name))
    .join(', ')
  throw new AppError(
    'not-found',
    partly.length === 0 ? `No outlet is called “${name}”.` : `Several outlets fit “${name}”: ${names}`,
    partly.length === 0 ? 'clipfile timeline lists them.' : 'Give the whole name.',
  )
}

function fold(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim()
}
