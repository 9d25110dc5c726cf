/** How a table of an article is set: whether its first row is its head, and which columns are numbers. */

/** A number with its sign, currency, unit or percent: `−0.34`, `$1,200`, `12 %`, `2.10 m`, `٣١`. */
const NUMBER = /^[+\-−–±]?\s?\p{Sc}?\s?\p{Nd}[\p{Nd}\s.,’'/:%‰°–-]*(?:\p{Sc}|\p{L}{1,3}²?³?)?\s?[%‰]?$/u
/** What stands where a number is not known. */
const NO_NUMBER = /^(?:[-–—…]|n\/?a)?$/i
const LONGEST_HEAD = 60

export function isNumber(cell: string): boolean {
  return NUMBER.test(cell.trim())
}

/** Columns whose cells below the first row are numbers, or nothing. */
export function numberColumns(rows: readonly (readonly string[])[]): boolean[] {
  const below = rows.length > 1 ? rows.slice(1) : rows
  return Array.from({ length: widthOf(rows) }, (_, column) => {
    const cells = below.map((row) => row[column]?.trim() ?? '')
    return cells.some(isNumber) && cells.every((cell) => isNumber(cell) || NO_NUMBER.test(cell))
  })
}

/** Whether the first row names the columns: short, without numbers, and unlike what stands below it. */
export function hasHead(rows: readonly (readonly string[])[]): boolean {
  const [head, ...below] = rows
  if (!head || below.length === 0 || widthOf(rows) < 2) return false
  const [corner = '', ...names] = head.map((cell) => cell.trim())
  if (names.some((name) => name === '') || names.length + 1 < widthOf(rows)) return false
  if ([corner, ...names].some((name) => name.length > LONGEST_HEAD || isAmount(name))) return false
  return corner === '' || numberColumns(rows).includes(true) || meanLength(below) > 1.4 * meanLength([head])
}

/** Years and months name columns as often as they fill them. */
function isAmount(cell: string): boolean {
  return isNumber(cell) && !/^(?:\p{Nd}{1,2}[/.])?\p{Nd}{4}(?:[–/-]\p{Nd}{2,4})?$/u.test(cell)
}

/** How much room a column of words asks for: a line of one word each is no column. */
export function roomOf(rows: readonly (readonly string[])[], column: number): 'words' | 'lines' | 'prose' {
  const longest = Math.max(0, ...rows.map((row) => row[column]?.length ?? 0))
  return longest > 60 ? 'prose' : longest > 14 ? 'lines' : 'words'
}

export function widthOf(rows: readonly (readonly string[])[]): number {
  return Math.max(0, ...rows.map((row) => row.length))
}

function meanLength(rows: readonly (readonly string[])[]): number {
  const cells = rows.flat()
  return cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length)
}
