/** Text from strangers on a terminal: escape sequences could move the cursor, rename the window, type commands. */

// CSI and OSC sequences whole, so that their remains do not stand in the text
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g
// controls but tab and newline, the bidi overrides, embeddings and isolates, and separators that end a line
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/g

/** Without anything that a terminal would obey; tabs and newlines stay. */
export function safeText(text: string): string {
  return text.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(CONTROLS, '')
}

/** Safe, and on one line. */
export function safeLine(text: string): string {
  return safeText(text.replace(/[\r\n\u2028\u2029]+/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

/** JSON that says the same, with everything a terminal would obey as an escape. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** How many columns a terminal gives a character. */
function columnsOf(code: number): number {
  if (code < 0x300) return 1
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(String.fromCodePoint(code))) return 0
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  return wide ? 2 : 1
}

/** Columns of a line on a terminal. */
export function widthOf(line: string): number {
  let width = 0
  for (const character of line) width += columnsOf(character.codePointAt(0)!)
  return width
}

/** Cut with an ellipsis to so many columns. */
export function clip(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line
  let width = 0
  let kept = ''
  for (const character of line) {
    width += columnsOf(character.codePointAt(0)!)
    if (width >= columns) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** Clipped and filled to exactly so many columns. */
export function fit(line: string, columns: number): string {
  const clipped = clip(line, columns)
  return clipped + ' '.repeat(Math.max(0, columns - widthOf(clipped)))
}

/** Broken between words into lines of so many columns. */
export function wrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n')
}

function wrapLine(line: string, columns: number): string {
  const lines: string[] = []
  let current = ''
  let width = 0
  for (const word of line.split(/[ \t]+/)) {
    const wordWidth = widthOf(word)
    if (current !== '' && width + 1 + wordWidth > columns) {
      lines.push(current)
      current = ''
      width = 0
    }
    current += current === '' ? word : ` ${word}`
    width += wordWidth + (width > 0 ? 1 : 0)
  }
  return [...lines, current].join('\n')
}
