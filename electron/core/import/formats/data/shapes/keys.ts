import { isMissing } from '../values.ts'

/** True where all the keys that are named (with blanks between) are there. */
export function hasKeys(keys: ReadonlySet<string>, names: string): boolean {
  return names.split(' ').every((name) => keys.has(name))
}

/** True where at least one of them is. */
export function hasOneOf(keys: ReadonlySet<string>, names: string): boolean {
  return names.split(' ').some((name) => keys.has(name))
}

/** The first value that says something. */
export function firstOf(...values: readonly unknown[]): unknown {
  return values.find((value) => !isMissing(value))
}
