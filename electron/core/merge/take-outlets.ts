import { AppError } from '../../shared/errors.ts'
import { aliasRows, hasOutletColour, outletName, ownedOutlets } from '../db/foreign-own.ts'
import { findAlias, insertAlias, insertMerge, rootOutlet, setOutletColour } from '../db/outlet-merges.ts'
import { findOutletByKey, HUES, OutletDirectory } from '../db/outlets.ts'
import { cleanName } from '../own/names.ts'
import { shortened } from '../own/words.ts'
import { foldName } from '../text/names.ts'
import { tell } from './take-articles.ts'
import type { OwnTaking } from './take-own.ts'

/** Outlets are one by their names. What is said of them here stays: merges, names and colours are only added. */
export function takeOutlets({ db, foreign, report }: OwnTaking): void {
  const directory = new OutletDirectory(db)
  /** the outlet of this very name, though it may be merged into another one */
  const own = (name: string): number => {
    const { id, origin } = directory.find(name)
    return origin ?? id
  }
  for (const { name, into, colour } of ownedOutlets(foreign)) {
    if (typeof name !== 'string' || foldName(name) === '') continue
    const id = own(name)
    if (Number.isInteger(colour) && colour! >= 0 && colour! < HUES && !hasOutletColour(db, id)) {
      setOutletColour(db, id, colour!)
    }
    const target = into === null ? null : outletName(foreign, into)
    if (target === null || foldName(target) === '') continue
    const other = own(target)
    if (rootOutlet(db, id) !== id) {
      if (rootOutlet(db, id) !== rootOutlet(db, other)) {
        tell(report, `“${shortened(name)}” is merged into another outlet here than there.`)
      }
    } else if (rootOutlet(db, other) !== id) insertMerge(db, id, other)
    directory.reset()
  }
  for (const { name, outletId } of aliasRows(foreign)) {
    const target = outletName(foreign, outletId)
    const clean = cleaned(name)
    if (target === null || clean === null) continue
    const key = foldName(clean)
    const id = rootOutlet(db, own(target))
    if (key === '' || findOutletByKey(db, key)?.id === id || findAlias(db, key) === id) continue
    if (findOutletByKey(db, key) || findAlias(db, key) !== null) {
      tell(
        report,
        `“${shortened(clean)}” is another outlet’s name here, so it was not made one of “${shortened(target)}”.`,
      )
    } else insertAlias(db, key, clean, id)
    directory.reset()
  }
}

function cleaned(name: unknown): string | null {
  try {
    return typeof name === 'string' ? cleanName(name, 'A name', 200) : null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
