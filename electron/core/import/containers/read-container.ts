/** Reads the files of zips and tars, one after the other, without unpacking them to a disk. */
import { basename } from 'node:path'
import { nothingAround } from '../around.ts'
import { ByteReader } from '../bytes/reader.ts'
import { type ByteSource, memorySource, type UnpackedStream } from '../bytes/source.ts'
import type { FileSet, FoundRecord, SetFormat } from '../format.ts'
import { formatBytes, limits } from '../limits.ts'
import { BEGINNING, inside, type Place, within } from '../place.ts'
import { prepareRecord } from '../prepare.ts'
import { memberOf } from '../read-stream.ts'
import type { Content, Reading, Step } from '../reading.ts'
import { refusedRecord } from '../refused.ts'
import { isOfTheSystem } from '../system-files.ts'
import { type Container, type Entry, shownPath } from './container.ts'
import { ContainerSet } from './container-set.ts'
import { type RecognisedSet, recogniseSet } from './recognise-set.ts'
import { allOf, Rewindable } from './held.ts'
import { entryStream, padded, TarFile, TarHeaders } from './tar-file.ts'
import { ContainerError, ZipFile } from './zip-file.ts'

type ReadContent = (content: Content, place: Place, reading: Reading) => Generator<Step>

export const TOO_DEEP = `It is packed more than ${limits.packedDepth} times.`

/** Of a tar that is unpacked while it is read: up to so much is held, which makes it as good as a file. */
const HELD_TAR = 32 * 1024 * 1024
export function* readContainer(
  kind: 'zip' | 'tar',
  content: Content,
  place: Place,
  reading: Reading,
  read: ReadContent,
): Generator<Step> {
  const counted = place.members.length === 0 ? place.after : 0
  if (counted === 0) return yield* steps(kind, content, place, reading, read)
  // what goes on by counting from the beginning can only be counted in one go
  if (reading.plans) yield { type: 'cuts', cuts: [], of: 'files' }
  yield* without(counted, steps(kind, content, BEGINNING, { ...reading, plans: false }, read))
}

function* steps(
  kind: 'zip' | 'tar',
  content: Content,
  place: Place,
  reading: Reading,
  read: ReadContent,
): Generator<Step> {
  let open: Opened | null
  try {
    if (content.depth >= limits.packedDepth) throw new ContainerError(TOO_DEEP)
    const source = content.source ?? held(kind, content)
    open = source && opened(kind, source, content, reading)
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error
    if (reading.plans) yield { type: 'cuts', cuts: [], of: 'files' }
    return yield refusalOf(content, content.size ?? 0, error.message)
  }
  if (open) return yield* readFiles(open, content, place, reading, read)
  if (reading.plans) yield { type: 'cuts', cuts: [], of: 'files' }
  yield* readPassing(content, place, reading, read)
}

interface Opened {
  container: Container
  files: ContainerSet
  set: RecognisedSet | null
  /** the first file that is beyond the limit for all of them */
  end: number
}

/** A dump of many files is read in stretches, and each of them would read the directory again. */
let last: { key: string; opened: Opened } | null = null

/** @throws ContainerError */
function opened(kind: 'zip' | 'tar', source: ByteSource, content: Content, reading: Reading): Opened {
  const { key } = content
  if (key !== undefined && last?.key === key) {
    const container = last.opened.container.over(source)
    last.opened.files.use(container, reading)
    return { ...last.opened, container }
  }
  last = null
  const container = kind === 'zip' ? ZipFile.open(source, reading.beat) : TarFile.open(source, reading.beat)
  const files = new ContainerSet(container, reading)
  const document = documentName(files)
  if (document) throw new ContainerError(`This is ${document}: such files are not read yet.`)
  const set = recogniseSet(files)
  const all = { container, files, set, end: endOf(container) }
  if (key !== undefined) last = { key, opened: all }
  return all
}

/** What is a zip only inside, and one document for people. */
function documentName(files: ContainerSet): string | null {
  if (files.size('[Content_Types].xml') !== null) return 'an Office document'
  if (files.size('META-INF/MANIFEST.MF') !== null) return 'a Java program'
  const size = files.size('mimetype')
  if (size === null || size > 200) return null
  const mime = Buffer.from(files.read('mimetype') ?? []).toString('latin1')
  if (mime.startsWith('application/epub+zip')) return 'an e-book (EPUB)'
  return mime.startsWith('application/vnd.oasis.opendocument') ? 'an OpenDocument file' : null
}

function endOf(container: Container): number {
  let total = 0
  for (let i = 0; i < container.count; i++) {
    total += Math.max(0, container.entry(i).size)
    if (total > limits.unpackedBytes) return i
  }
  return container.count
}

/** What is unpacked while it is read, held in memory: a directory at the end cannot be read otherwise. @throws ContainerError */
function held(kind: 'zip' | 'tar', content: Content): ByteSource | null {
  const stream = content.stream()
  const bytes = allOf(stream, kind === 'zip' ? limits.heldBytes : HELD_TAR, null)
  if (bytes && stream.problem === null) return memorySource(bytes)
  // of a damaged one, what comes before the fault can be read from front to back
  if (kind === 'tar') return null
  throw new ContainerError(
    stream.problem ??
      `A packed zip within another file is held in memory, and this one has more than ${formatBytes(limits.heldBytes)}: unpack the outer file, and import what was in it.`,
  )
}

function* readFiles(
  { container, files, set, end }: Opened,
  content: Content,
  place: Place,
  reading: Reading,
  read: ReadContent,
): Generator<Step> {
  if (set) yield { type: 'about', format: set.format.name }
  const from = place.members[0] ?? (set ? -1 : 0)
  const cuts = reading.plans ? cutsOf(container, from) : []
  if (reading.plans) yield { type: 'cuts', cuts, of: 'files' }
  const until = Math.min(cuts[0] ?? reading.until, container.count)
  yield { type: 'start', at: Math.max(0, from) }
  let any = from > 0 || cuts.length > 0 || reading.until < Infinity
  let { failed } = reading
  if (from === -1 && set) {
    for (const step of readSet(set.format, files, content, inside(-1, place), { ...reading, failed })) {
      yield step
      any = true
    }
    failed = null
    yield { type: 'passed', place: within(0, BEGINNING) }
  }
  for (let i = Math.max(0, from); i < Math.min(until, end); i++) {
    reading.beat()
    const entry = container.entry(i)
    if (entry.isFolder || set?.taken.has(entry.name) || files.isLeftOut(entry.name)) continue
    any = true
    const member = memberContent(container, i, files, content, reading)
    const inner = { ...reading, failed, guess: false, plans: false, until: Infinity }
    const at = i === from ? inside(i, place) : BEGINNING
    const remark = [entry.remark, container.mismatch?.(i)].filter(Boolean).join(' ')
    if (entry.refusal === null) yield* memberSteps(i, member, at, inner, read, remark)
    else yield placed(i, refusalOf(member, entry.packedSize, [entry.refusal, remark].join(' ').trim()))
    failed = null
    yield { type: 'passed', place: within(i + 1, BEGINNING) }
  }
  if (end < until && end >= from) {
    yield tooMuch(container, content, end)
    any = true
  }
  const isEnd = until === container.count
  const others = container.count > 0 ? ' but those of a system' : ''
  if (isEnd && container.notice) yield refusalOf(content, content.size ?? 0, container.notice)
  else if (isEnd && !any)
    yield refusalOf(content, content.size ?? 0, `This ${container.kind} holds no files${others}.`)
  yield { type: 'end', at: until, line: 1 }
}

function* memberSteps(
  index: number,
  content: Content,
  place: Place,
  reading: Reading,
  read: ReadContent,
  remark: string,
): Generator<Step> {
  for (const step of read(content, place, reading)) {
    if (step.type === 'record') yield placed(index, remark ? remarked(step, remark) : step)
    else if (step.type === 'passed') yield placed(index, step)
  }
}

type RecordStep = Extract<Step, { type: 'record' }>

function remarked(step: RecordStep, remark: string): RecordStep {
  const { article, refusal } = step.record
  const told = article
    ? { article: { ...article, notices: [remark, ...article.notices] } }
    : { refusal: [refusal ?? '', remark].join(' ').trim() }
  return { ...step, record: { ...step.record, ...told } }
}

function placed<T extends Extract<Step, { place: Place }>>(index: number, step: T): T {
  return { ...step, place: within(index, step.place) }
}

function memberContent(
  container: Container,
  index: number,
  files: ContainerSet,
  content: Content,
  reading: Reading,
): Content {
  const { name, size } = container.entry(index)
  const source = container.source(index)
  return {
    fileName: basename(name),
    around: { ...files.around(name), mappings: content.around.mappings ?? [] },
    source,
    problem: () => source?.problem ?? null,
    stream: () => container.stream(index, reading),
    size: size < 0 ? null : size,
    member: memberOf(content, shownPath(name)),
    isStrict: true,
    depth: content.depth + 1,
  }
}

/** One stretch has so many files, or as few as hold so many bytes. */
const STRETCH_FILES = 500
const STRETCH_BYTES = 2 * 1024 * 1024

function cutsOf(container: Container, from: number): number[] {
  const cuts: number[] = []
  let bytes = 0
  let files = 0
  for (let i = Math.max(0, from); i < container.count; i++) {
    const { packedSize } = container.entry(i)
    if (files >= STRETCH_FILES || (files > 0 && bytes + packedSize > STRETCH_BYTES)) {
      cuts.push(i)
      bytes = 0
      files = 0
    }
    bytes += packedSize
    files++
  }
  return cuts
}

function tooMuch(container: Container, content: Content, index: number): Step {
  const from = (index + 1).toLocaleString('en')
  const why = `The files of this ${container.kind} unpack to more than ${formatBytes(limits.unpackedBytes)}, the limit: from the ${from}th on they were not read. Unpack it, and import the folder.`
  return placed(container.count, refusalOf(content, content.size ?? 0, why))
}

// ---------------------------------------------------------------- exports of several files

/** The records of files that belong together. */
export function* readSet(
  format: SetFormat,
  files: FileSet,
  content: Content,
  place: Place,
  reading: Reading,
): Generator<Step> {
  if (reading.failed !== null) return yield placed(-1, refusalOf(content, 0, reading.failed))
  let { token, after } = place
  try {
    const context = { fileName: content.fileName, after: token, beat: reading.beat }
    let since = 0
    for (const found of format.records(files, context)) {
      reading.beat()
      if (found.token !== undefined) {
        token = found.token
        since = 0
      } else since++
      if (after > 0) {
        after--
        continue
      }
      yield placed(-1, setStep(found, format, content, { ...BEGINNING, token, after: since }))
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    yield placed(-1, refusalOf(content, 0, `The export cannot be read on: ${why}`))
  }
}

const NOTHING = new Uint8Array()

function setStep(
  found: FoundRecord,
  format: SetFormat,
  content: Content,
  place: Place,
): Extract<Step, { type: 'record' }> {
  const kept = { extractor: format.extractor, keepsRefused: true }
  const record = prepareRecord(0, found, NOTHING, kept)
  return { type: 'record', record: { ...record, member: memberOf(content, found.member) }, place }
}

// ---------------------------------------------------------------- a tar that only goes by

/** A tar that is too large to be held: its files are read as they come by, without what lies beside them. */
function* readPassing(content: Content, place: Place, reading: Reading, read: ReadContent): Generator<Step> {
  const stream = content.stream()
  const reader = new ByteReader(stream)
  const headers = new TarHeaders()
  const from = place.members[0] ?? 0
  let { failed } = reading
  let any = from > 0
  let index = 0
  for (let entry = headers.next(reader); entry; entry = headers.next(reader), index++) {
    reading.beat()
    const end = entry.at + padded(entry.size)
    if (index >= from && !entry.isFolder && !isSystemPath(entry.name)) {
      any = true
      const member = passingContent(entry, reader, content)
      const at = index === from ? inside(index, place) : BEGINNING
      const inner = { ...reading, failed, guess: false, plans: false, until: Infinity }
      if (entry.refusal !== null) yield placed(index, refusalOf(member, entry.size, entry.refusal))
      else yield* memberSteps(index, member, at, inner, read, entry.remark ?? '')
      failed = null
      yield { type: 'passed', place: within(index + 1, BEGINNING) }
    }
    reader.skip(end - reader.position)
  }
  const problem = stream.problem ?? headers.notice
  if (problem) yield refusalOf(content, content.size ?? reader.position, problem)
  else if (!any) yield refusalOf(content, content.size ?? reader.position, 'This tar holds no files.')
}

function passingContent(entry: Entry, reader: ByteReader, content: Content): Content {
  const once = new Rewindable(entryStream(reader, entry.size))
  return {
    fileName: basename(entry.name),
    around: { ...nothingAround(basename(entry.name)), mappings: content.around.mappings ?? [] },
    source: null,
    stream: (): UnpackedStream => once.stream(),
    size: entry.size,
    member: memberOf(content, shownPath(entry.name)),
    isStrict: true,
    depth: content.depth + 1,
  }
}

function isSystemPath(name: string): boolean {
  return name.split('/').some(isOfTheSystem)
}

function refusalOf(content: Content, bytes: number, words: string): Extract<Step, { type: 'record' }> {
  const record = { ...refusedRecord(0, bytes, words), member: content.member }
  return { type: 'record', record, place: { ...BEGINNING, after: 1 } }
}

/** Without so many records at the beginning. */
function* without(records: number, steps: Iterable<Step>): Generator<Step> {
  let left = records
  for (const step of steps) {
    if (step.type === 'record' && left > 0) left--
    else yield step
  }
}
