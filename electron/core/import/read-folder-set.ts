/** A folder whose files are one export, read as one dump. */
import { basename } from 'node:path'
import { nothingAround } from './around.ts'
import { Allowance } from './bytes/allowance.ts'
import { memorySource } from './bytes/source.ts'
import { FolderSet } from './containers/folder-set.ts'
import { readSet } from './containers/read-container.ts'
import { recogniseSet } from './containers/recognise-set.ts'
import { inside } from './place.ts'
import type { DumpTask, Watch } from './read-dump.ts'
import type { Content, Reading, Step } from './reading.ts'

export class FolderDump {
  readonly #task: DumpTask
  readonly #files: FolderSet
  readonly #set: NonNullable<ReturnType<typeof recogniseSet>>
  readonly stats: { size: number; mtimeMs: number }

  private constructor(task: DumpTask, files: FolderSet, set: NonNullable<ReturnType<typeof recogniseSet>>) {
    this.#task = task
    this.#files = files
    this.#set = set
    const { sizeBytes, modifiedAtMs } = files.look(set.taken)
    this.stats = { size: sizeBytes, mtimeMs: modifiedAtMs }
  }

  /** @returns the folder, or why it is not read @throws the system's error */
  static open(task: DumpTask): FolderDump | string {
    const files = FolderSet.of(task.path, '')
    const set = files && recogniseSet(files)
    if (!files || !set)
      return 'The folder changed: it is no export that is read as one any more. Import it anew.'
    const folder = new FolderDump(task, files, set)
    const { known } = task
    const { size, mtimeMs } = folder.stats
    if (known && (known.sizeBytes !== size || known.modifiedAtMs !== mtimeMs))
      return `The files of the export changed since its first ${task.firstRecord - 1} records were imported; the rest of it was not read.`
    return folder
  }

  /** Its own bytes are in many files. */
  get readTo(): number {
    return 0
  }

  *steps(watch: Watch): Generator<Step> {
    const { path, place, failed = null } = this.#task
    const fileName = basename(path)
    const nothing = memorySource(new Uint8Array())
    const content: Content = {
      fileName,
      around: nothingAround(fileName),
      source: nothing,
      stream: () => ({ next: () => null, problem: null }),
      size: this.stats.size,
      member: null,
      depth: 0,
    }
    const reading: Reading = {
      beat: watch.beat,
      changed: () => null,
      allowance: new Allowance(this.stats.size),
      until: Infinity,
      guess: false,
      plans: false,
      failed,
    }
    yield { type: 'about', format: this.#set.format.name }
    if (this.#task.plans) yield { type: 'cuts', cuts: [], of: 'files' }
    const at = place.members.length === 0 ? place : inside(-1, place)
    yield* readSet(this.#set.format, this.#files, content, at, reading)
  }

  close(): void {
    this.#files.close()
  }
}
