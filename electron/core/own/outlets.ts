/** What people do with outlets. */
import { AppError } from '../../shared/errors.ts'
import type { Outlet } from '../../shared/model.ts'
import type { Outcome, OutletNames } from '../../shared/own.ts'
import type { Db, ReadDb } from '../db/connection.ts'
import {
  findAlias,
  insertAlias,
  insertMerge,
  listAliases,
  removeAlias,
  removeMerge,
  rootOutlet,
  setOutletColour,
} from '../db/outlet-merges.ts'
import { findOutletByKey, readOutlet } from '../db/outlets.ts'
import { foldName } from '../text/names.ts'
import { recordChange } from './history.ts'
import { cleanName } from './names.ts'
import { quotedList } from './words.ts'

export function outletNames(db: ReadDb, id: number): OutletNames {
  return { outlet: readOutlet(db, id), aliases: listAliases(db, id) }
}

/** Makes one outlet of several: what stands under the others, and what will come in under their names, stands under it. */
export function mergeOutlets(db: Db, from: readonly number[], into: number): Outcome<OutletNames> {
  const target = standing(db, into)
  const others = [...new Set(from)].filter((id) => id !== into).map((id) => standing(db, id))
  const label = `${quotedList(others.map((outlet) => outlet.name))} merged into “${target.name}”`
  const { change } = recordChange(db, label, () => others.forEach(({ id }) => insertMerge(db, id, into)))
  return { value: outletNames(db, into), change }
}

export function splitOutlet(db: Db, id: number): Outcome<OutletNames> {
  const { name } = readOutlet(db, id)
  const { value: wasMerged, change } = recordChange(db, `“${name}” split off again`, () =>
    removeMerge(db, id),
  )
  if (!wasMerged) throw new AppError('bad-input', `“${name}” is merged into no other outlet.`)
  return { value: outletNames(db, id), change }
}

export function addAlias(db: Db, id: number, name: string): Outcome<OutletNames> {
  const outlet = standing(db, id)
  const clean = cleanName(name, 'A name', 200)
  const key = foldName(clean)
  const other = findOutletByKey(db, key)
  if (other) {
    const what = other.id === id ? 'That is its name already.' : `“${other.name}” is an outlet of its own.`
    throw new AppError('bad-input', what, other.id === id ? undefined : 'Merge the two instead.')
  }
  if (findAlias(db, key) !== null)
    throw new AppError('bad-input', `“${clean}” is a name of an outlet already.`)
  const label = `“${clean}” made a name of “${outlet.name}”`
  const { change } = recordChange(db, label, () => insertAlias(db, key, clean, id))
  return { value: outletNames(db, id), change }
}

export function dropAlias(db: Db, id: number, name: string): Outcome<OutletNames> {
  const { name: own } = readOutlet(db, id)
  const label = `“${name}” no longer a name of “${own}”`
  const { change } = recordChange(db, label, () => removeAlias(db, foldName(name), id))
  return { value: outletNames(db, id), change }
}

export function colourOutlet(db: Db, id: number, hue: number): Outcome<OutletNames> {
  const { name } = readOutlet(db, id)
  const { change } = recordChange(db, `“${name}” coloured`, () => setOutletColour(db, id, hue))
  return { value: outletNames(db, id), change }
}

/** An outlet that is merged into no other. */
function standing(db: ReadDb, id: number): Outlet {
  const outlet = readOutlet(db, id)
  if (rootOutlet(db, id) === id) return outlet
  throw new AppError('bad-input', `“${outlet.name}” is merged into another outlet.`, 'Split it off first.')
}
