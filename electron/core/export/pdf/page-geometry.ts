/** Where text stands on a page: a measure of 60 to 75 letters, whatever the paper and the size of type. */
import type { PdfOptions } from '../../../shared/export.ts'
import type { PrintedPage } from './printed.ts'

const MM = 72 / 25.4
const PAPERS = {
  a4: { width: 210 * MM, height: 297 * MM },
  letter: { width: 612, height: 792 },
  a5: { width: 148 * MM, height: 210 * MM },
} as const

/** em: about 72 letters of the serif */
const MEASURE = 34
/** of two columns, each */
const COLUMN_MEASURE = 24
const NOTE_WIDTH = { a4: 46 * MM, letter: 46 * MM, a5: 32 * MM } as const

export function pageGeometry(options: PdfOptions): PrintedPage {
  const { paper, textSize, columns } = options
  const { width, height } = PAPERS[paper]
  const isSmall = paper === 'a5'
  const least = (isSmall ? 14 : 20) * MM
  const small = Math.max(6, Math.min(9, textSize * (isSmall ? 0.7 : 0.76)))
  const gap = isSmall ? 5 * MM : 7 * MM
  const most = width - 2 * least
  const hasMargin = options.notes === 'margin'
  const notes = hasMargin ? NOTE_WIDTH[paper] + gap : 0
  const wanted = columns === 2 ? 2 * COLUMN_MEASURE * textSize + gap : MEASURE * textSize + notes
  const full = Math.min(most, wanted)
  const column = columns === 2 ? (full - gap) / 2 : full - notes
  const side = (width - full) / 2
  const top = (isSmall ? 20 : 27) * MM
  const bottom = (isSmall ? 18 : 25) * MM
  return {
    width,
    height,
    top,
    bottom,
    left: side,
    right: side,
    small,
    column,
    gap,
    full,
    tallest: (height - top - bottom) * 0.5,
  }
}
