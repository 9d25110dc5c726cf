/** Data sets and exports known by what is in them. The first that recognises a file reads it, so the stricter stand first. */
import type { DocumentShape, RowShape, SetFormat } from './format.ts'
import { instapaper } from './formats/later/instapaper.ts'
import { karakeep } from './formats/later/karakeep.ts'
import { linkwarden } from './formats/later/linkwarden.ts'
import { matterRows, matterZip } from './formats/later/matter.ts'
import { omnivoreRows, omnivoreZip } from './formats/later/omnivore.ts'
import { pocketRows, pocketZip } from './formats/later/pocket.ts'
import { raindrop } from './formats/later/raindrop.ts'
import { readwise } from './formats/later/readwise.ts'
import { wallabagCsv, wallabagJson } from './formats/later/wallabag.ts'
import { cslDocument, cslRows, zoteroCsv } from './formats/later/zotero-lists.ts'
import { waczFormat } from './formats/wacz.ts'

export const rowShapes: readonly RowShape[] = [
  instapaper,
  readwise,
  matterRows,
  wallabagCsv,
  wallabagJson,
  omnivoreRows,
  pocketRows,
  raindrop,
  zoteroCsv,
  cslRows,
]

export const documentShapes: readonly DocumentShape[] = [karakeep, linkwarden, cslDocument]

/** The name of the format that an extractor belongs to, as the loss report has it: the ledger calls the file a table, or JSON. */
export function formatOf(extractor: string | null): string | null {
  const all = [...rowShapes, ...documentShapes, ...setFormats]
  return all.find((format) => format.extractor === extractor)?.name ?? null
}

export const setFormats: readonly SetFormat[] = [waczFormat, omnivoreZip, matterZip, pocketZip]
