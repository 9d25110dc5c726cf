import { Allowance } from './bytes/allowance.ts'
import { streamOf } from './bytes/source.ts'
import type { SavedMapping } from '../../shared/mapping.ts'
import { aroundFile } from './around.ts'
import { DumpFile } from './dump-file.ts'
import { FolderDump } from './read-folder-set.ts'
import { reasonOf } from './files.ts'
import { BEGINNING, type Place } from './place.ts'
import type { PreparedRecord } from './prepare.ts'
import { readContent } from './read-content.ts'
import type { Content, Reading, Step } from './reading.ts'
import { refusedRecord } from './refused.ts'
import { weightOf } from './transfer.ts'

/** A dump to read, from its first record that is not in the archive yet, or a stretch of one. */
export interface DumpTask {
  dumpId: number
  path: string
  pathBytes: Uint8Array | null
  sizeBytes: number
  /** 1, or on a resumed import the first record that is missing */
  firstRecord: number
  /** where that record is found */
  place: Place
  /** what the file was when its first records went in, to see that it is still the same; null before */
  known: { sizeBytes: number; modifiedAtMs: number } | null
  /** given by a person, who may well have meant where a link leads */
  followLink: boolean
  /** a folder whose files are one export */
  isSet?: boolean
  /** why it is not to be read at all */
  refusal: string | null
  /** why the first record at the place is not to be read: a thread died of it */
  failed?: string | null
  /** so many steps are to be sent one by one: a thread died of one of them */
  careful?: number
  /** Large enough for several threads: says where it can be cut, and is then read up to the first cut. */
  plans?: boolean
  /** one stretch: up to here (a byte, or of a container the number of a file) … */
  until?: number
  /** … and from the first beginning of a record after the place */
  guess?: boolean
  /** how columns are read that nothing else says how to read */
  mappings?: readonly SavedMapping[]
}

/** Some records of a dump; the last part says what the dump was. */
export interface DumpPart {
  dumpId: number
  records: PreparedRecord[]
  format: string | null
  sizeBytes: number
  modifiedAtMs: number
  last: boolean
  /** where reading goes on after these records; null before the first */
  place: Place | null
  /** how many steps of reading they took, see Watch */
  steps: number
  /** how much of the file is behind it */
  bytesDone: number
  /** it holds an archive, which the writer takes in when the other dumps are done */
  holdsArchive?: true
  /** it can be read in stretches, cut here */
  cuts?: number[]
  /** the cuts are numbers of its files, not bytes */
  cutsAreFiles?: boolean
  /** of a stretch: where it began, and where the next one begins, in which line counted from its own beginning */
  start?: number
  end?: { at: number; line: number }
}

/** What parser threads show of themselves while they read. */
export interface Watch {
  /** all is well, it only takes long */
  beat(): void
  /** one more record is read, or one more file of a container passed: so many are lost when the thread dies */
  step(): void
}

export const UNWATCHED: Watch = { beat() {}, step() {} }

/** What a part may hold before it is sent on: written whole, while a person's save may have to wait for it. */
const PART_RECORDS = 100
const PART_BYTES = 1024 * 1024

/** Reads a dump as parts. Never throws for anything the file does: each trouble is a refused record. */
export function* readDump(task: DumpTask, watch: Watch = UNWATCHED): Generator<DumpPart> {
  let file: DumpFile | FolderDump | string
  try {
    file = task.refusal ?? (task.isSet ? FolderDump.open(task) : DumpFile.open(task, watch.beat))
  } catch (error) {
    file = reasonOf(error, 'file')
  }
  if (typeof file === 'string') return yield refusedDump(task, file)
  try {
    yield* partsOf(task, file, watch)
  } finally {
    file.close()
  }
}

function refusedDump(task: DumpTask, why: string): DumpPart {
  const { dumpId, sizeBytes, firstRecord } = task
  const records = [refusedRecord(firstRecord, 0, why)]
  return {
    dumpId,
    format: null,
    sizeBytes,
    modifiedAtMs: 0,
    records,
    last: true,
    place: null,
    steps: 1,
    bytesDone: 0,
  }
}

function* partsOf(task: DumpTask, file: DumpFile | FolderDump, watch: Watch): Generator<DumpPart> {
  const parts = new PartMaker(task, file)
  let careful = task.careful ?? 0
  const steps = file instanceof FolderDump ? file.steps(watch) : stepsOf(task, file, watch)
  for (const step of steps) {
    if (step.type === 'archive') return yield { ...parts.take(false), holdsArchive: true }
    if (step.type === 'cuts')
      yield { ...parts.take(false), cuts: step.cuts, cutsAreFiles: step.of === 'files' }
    const isDue = parts.add(step)
    if (step.type !== 'record' && step.type !== 'passed') continue
    watch.step()
    if (isDue || careful-- > 0) yield parts.take(false)
  }
  yield parts.take(true)
}

function* stepsOf(task: DumpTask, file: DumpFile, watch: Watch): Generator<Step> {
  let wasTold = false
  let isStretch = (task.until ?? Infinity) < Infinity
  const reading: Reading = {
    beat: watch.beat,
    changed() {
      // a stretch leaves it to the one after it
      const change = wasTold || isStretch ? null : file.change()
      wasTold ||= change !== null
      return change
    },
    allowance: new Allowance(file.source.size),
    until: task.until ?? Infinity,
    guess: task.guess ?? false,
    plans: task.plans ?? false,
    failed: task.failed ?? null,
  }
  try {
    for (const step of readContent(contentOf(task, file), task.place, reading)) {
      if (step.type === 'cuts') isStretch ||= step.cuts.length > 0
      yield step
    }
    const change = reading.changed()
    if (change) yield { type: 'record', record: refusedRecord(0, file.stats.size, change), place: BEGINNING }
  } catch (error) {
    const record = refusedRecord(0, file.stats.size, reasonOf(error, 'file'))
    yield { type: 'record', record, place: BEGINNING }
  }
}

function contentOf(task: DumpTask, { source, stats }: DumpFile): Content {
  const around = aroundFile(task.path, task.mappings)
  return {
    fileName: around.fileName,
    around,
    source,
    stream() {
      const stream = streamOf(source)
      return { next: () => stream.next(), problem: null }
    },
    size: source.size,
    key: `${task.dumpId} ${stats.size} ${stats.mtimeMs} ${task.path}`,
    member: null,
    depth: 0,
  }
}

/** Gathers steps until they are worth a message. */
class PartMaker {
  readonly #task: DumpTask
  readonly #file: Pick<DumpFile | FolderDump, 'stats' | 'readTo'>
  #format: string | null = null
  #number: number
  #records: PreparedRecord[] = []
  #size = 0
  #steps = 0
  #place: Place | null = null
  #start: number | undefined
  #end: { at: number; line: number } | undefined

  constructor(task: DumpTask, file: Pick<DumpFile | FolderDump, 'stats' | 'readTo'>) {
    this.#task = task
    this.#file = file
    this.#number = task.firstRecord
  }

  /** @returns whether it is time to take */
  add(step: Step): boolean {
    if (step.type === 'about') this.#format = step.format
    else if (step.type === 'start') this.#start = step.at
    else if (step.type === 'end') this.#end = { at: step.at, line: step.line }
    else if (step.type === 'passed' || step.type === 'record') {
      this.#steps++
      this.#place = step.place
    }
    if (step.type !== 'record') return false
    this.#records.push({ ...step.record, number: this.#number++ })
    this.#size += weightOf(step.record)
    return this.#records.length >= PART_RECORDS || this.#size >= PART_BYTES
  }

  take(last: boolean): DumpPart {
    const { stats } = this.#file
    const part: DumpPart = {
      dumpId: this.#task.dumpId,
      records: this.#records,
      format: this.#format,
      sizeBytes: stats.size,
      modifiedAtMs: Math.floor(stats.mtimeMs),
      last,
      place: this.#place,
      steps: this.#steps,
      bytesDone: this.#bytesDone(),
    }
    if (this.#start !== undefined) part.start = this.#start
    if (this.#end) part.end = this.#end
    this.#records = []
    this.#size = 0
    this.#steps = 0
    return part
  }

  /** By its records, where their places are places in the file; else by how far it was read. */
  #bytesDone(): number {
    const last = this.#records.at(-1)
    const isPlain = last?.member === null && this.#format?.endsWith(' in gzip') === false
    return Math.min(this.#file.stats.size, isPlain ? last.byteEnd : this.#file.readTo)
  }
}
