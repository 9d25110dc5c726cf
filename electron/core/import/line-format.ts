/** For tests: a streamed format of one article a line, `title|text`. A line `crash`, `hang` or `throw` does as it says. */
import type { Format, FoundRecord, SetFormat, StreamFormat } from './format.ts'
import { formats } from './registry.ts'
import { setFormats } from './shapes.ts'

const LF = 0x0a

const stream: StreamFormat = {
  hasLines: true,
  *records(reader, { until }): Generator<FoundRecord> {
    while (reader.position < until) {
      const byteStart = reader.position
      const line = reader.lineNumber
      const found = reader.line(1_000_000)
      if (!found) return
      const text = Buffer.from(found.bytes).toString()
      if (text === 'crash') process.exit(3)
      if (text === 'hang') for (;;);
      if (text === 'throw') throw new Error('a fault')
      if (text.trim() === '') continue
      yield { byteStart, byteEnd: byteStart + found.length, line, bytes: found.bytes, ...contentOf(text) }
    }
  },
  findStart(source, offset) {
    if (offset === 0) return 0
    for (let at = offset - 1; at < source.size; at += 65_536) {
      const found = source.read(at, 65_536).indexOf(LF)
      if (found >= 0) return at + found + 1
    }
    return null
  },
}

function contentOf(line: string): Pick<FoundRecord, 'outcome'> {
  const [title, text] = line.split('|')
  if (text === undefined) return { outcome: { refusal: 'No text.' } }
  return {
    outcome: {
      title: title!,
      outlet: null,
      authors: [],
      published: null,
      url: null,
      language: null,
      headlines: [],
      notices: [],
      blocks: [{ kind: 'paragraph', text }],
    },
  }
}

/** @param lies its guesses are wrong: a byte too far, or in the middle of a line */
export function lineFormat({ lies = false } = {}): Format {
  const findStart: StreamFormat['findStart'] = (source, offset) => {
    const found = stream.findStart!(source, offset)
    return found === null ? null : Math.min(source.size, found + (offset % 3 === 0 ? 0 : 5))
  }
  return {
    name: 'lines',
    extractor: 'line/1',
    maxBytes: Infinity,
    keepsRefused: false,
    read: () => [],
    stream: lies ? { ...stream, findStart } : stream,
  }
}

/** So many articles, each in a line of about so many bytes. */
export function linesText(count: number, bytes = 400, first = 1): string {
  const words = 'harbour gate council vote river levy '
  return Array.from({ length: count }, (_, i) => {
    const text = `${words.repeat(Math.ceil(bytes / words.length))}of line ${first + i}.`
    return `Line ${first + i}|${text}\n`
  }).join('')
}

/** Text is then read as lines. */
export function readTextAsLines(options?: { lies?: boolean }): void {
  formats.text = lineFormat(options)
}

/** An export of several files: `list.txt` names those with the articles, one a line. */
const listExport: SetFormat = {
  name: 'list export',
  extractor: 'list/1',
  recognise(files) {
    const listed = files.read('list.txt')
    if (!listed) return null
    const names = Buffer.from(listed).toString().trim().split('\n')
    return new Set(['list.txt', ...names.filter((name) => files.size(name) !== null)])
  },
  *records(files, { after }) {
    const names = Buffer.from(files.read('list.txt') ?? [])
      .toString()
      .trim()
      .split('\n')
    for (const name of names.slice(after === null ? 0 : names.indexOf(after) + 1)) {
      const bytes = files.read(name)
      const outcome = bytes
        ? contentOf(Buffer.from(bytes).toString()).outcome
        : { refusal: `“${name}” is not there.` }
      const place = { byteStart: 0, byteEnd: bytes?.length ?? 0, line: null, member: name, token: name }
      yield { ...place, bytes: bytes ?? undefined, outcome }
    }
  },
}

export function knowListExport(): void {
  ;(setFormats as SetFormat[]).unshift(listExport)
}
