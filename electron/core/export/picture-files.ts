/** Pictures as files beside the articles of an export. */
import type { ExportRun } from './export-run.ts'
import { exportedPicture, type ExportedItem } from './exported-item.ts'
import { titleOf } from './shown.ts'
import type { NewFolder } from './write-whole.ts'

export interface PictureFile {
  /** within the export: `pictures/SHA256.png` */
  file: string
  mime: string
  data: Uint8Array
}

/** A picture of an article; null where it cannot be shown, which the run then tells. */
export function pictureFile(run: ExportRun, item: ExportedItem, sha256: string): PictureFile | null {
  const picture = exportedPicture(run.archive.db, sha256)
  if (typeof picture !== 'string')
    return { file: `pictures/${picture.name}`, mime: picture.mime, data: picture.data }
  run.warn(`A picture of “${titleOf(item)}” is left out: ${picture}`)
  return null
}

/** Writes a picture once, however many articles show it. @returns its path in the folder; null where it is left out */
export function writePicture(
  run: ExportRun,
  folder: NewFolder,
  item: ExportedItem,
  sha256: string,
): string | null {
  const picture = pictureFile(run, item, sha256)
  if (picture && !folder.has(picture.file)) folder.write(picture.file, picture.data)
  return picture?.file ?? null
}
