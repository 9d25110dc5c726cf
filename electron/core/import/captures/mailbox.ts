/** Several messages in a file, as Unix keeps mail: https://www.rfc-editor.org/rfc/rfc4155#appendix-A. */

export interface MessageRange {
  start: number
  end: number
}

/** Where each message of a mailbox lies; the whole file where it is none. Together they are all bytes of it. */
export function messagesInMailbox(bytes: Uint8Array): MessageRange[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isFromLine(source, 0)) return [{ start: 0, end: source.length }]
  const starts = [0]
  const next = Buffer.from('\nFrom ')
  for (let at = source.indexOf(next); at >= 0; at = source.indexOf(next, at + 1)) {
    const isAfterBlank = source[at - 1] === 0x0a || (source[at - 1] === 0x0d && source[at - 2] === 0x0a)
    // `From ` also begins sentences: those are followed by no date and no header
    if (isAfterBlank && isFromLine(source, at + 1)) starts.push(at + 1)
  }
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? source.length }))
}

/** `From someone Wed Aug  3 17:55:19 2011`, and a header in the next line. */
function isFromLine(source: Buffer, at: number): boolean {
  return /^From \S{1,300} .{0,60}\d:\d\d.{0,40}\r?\n[\x21-\x39\x3b-\x7e]{1,70}:/.test(
    source.toString('latin1', at, at + 500),
  )
}
