/** Paragraphs that a mail program wrapped: https://www.rfc-editor.org/rfc/rfc3676, `text/plain; format=flowed`. */

/** Joins the lines that end in a blank with the next; `delSp` says that the blank was only added for that. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = []
  let open: { depth: number; text: string } | null = null
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const depth = quoteDepth(raw)
    // one blank protects lines that begin like a quote or like `From `
    const line = raw.slice(depth).replace(/^ /, '')
    const isFlowed = line.endsWith(' ') && line !== '-- '
    if (open && (open.depth !== depth || line === '-- ')) {
      out.push(quoted(open.depth, open.text))
      open = null
    }
    const joined: string = (open?.text ?? '') + (isFlowed && delSp ? line.slice(0, -1) : line)
    if (isFlowed) open = { depth, text: joined }
    else {
      out.push(quoted(depth, joined))
      open = null
    }
  }
  if (open) out.push(quoted(open.depth, open.text))
  return out.join('\n')
}

function quoteDepth(line: string): number {
  let depth = 0
  while (line[depth] === '>') depth++
  return depth
}

function quoted(depth: number, text: string): string {
  return depth > 0 ? `${'>'.repeat(depth)} ${text.trimEnd()}` : text
}
