import cliProgress from 'cli-progress'
import type { JobControl, JobCounts } from '../core/archive.ts'
import { note, number } from './output.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Shows a job on the terminal's error output, and turns Ctrl-C into a clean end. */
export class JobView {
  readonly #stop = new AbortController()
  readonly #bar: cliProgress.SingleBar | null
  readonly #onSignal = (signal: NodeJS.Signals) => this.#interrupt(signal)
  #started = false
  #signal: NodeJS.Signals | null = null
  readonly control: JobControl

  constructor() {
    this.#bar = process.stderr.isTTY ? makeBar() : null
    this.control = { signal: this.#stop.signal, onProgress: (counts) => this.#show(counts) }
    for (const signal of SIGNALS) process.on(signal, this.#onSignal)
  }

  get isCancelled(): boolean {
    return this.#stop.signal.aborted
  }

  close(): void {
    this.#bar?.stop()
    for (const signal of SIGNALS) process.off(signal, this.#onSignal)
  }

  /**
   * After a cancel that left a thread at work in native code: Node's own exit would wait for it. Everything that is to be said has
   * to be said before. Does nothing when nobody cancelled.
   */
  endNow(): void {
    if (this.#signal) endBy(this.#signal)
  }

  /** The first time asks the job to end with whole batches; the second time does not ask. */
  #interrupt(signal: NodeJS.Signals): void {
    if (this.#stop.signal.aborted) endBy(signal)
    this.#signal = signal
    this.#stop.abort()
    this.#bar?.stop()
    note('Stopping after this batch …')
  }

  #show(counts: JobCounts): void {
    if (!this.#bar || this.#stop.signal.aborted) return
    const byBytes = counts.step === 'Importing' && Boolean(counts.bytesTotal)
    const total = byBytes ? counts.bytesTotal! : (counts.total ?? 0)
    const value = byBytes ? counts.bytes : counts.current
    const payload = { step: counts.step, sum: sumOf(counts) }
    if (!this.#started) this.#bar.start(total, value, payload)
    this.#started = true
    this.#bar.setTotal(Math.max(total, 1))
    this.#bar.update(Math.min(value, total), payload)
  }
}

/** Ends as a program does that never handled the signal, so that a shell sees 130 or its like. */
function endBy(signal: NodeJS.Signals): void {
  for (const handled of SIGNALS) process.removeAllListeners(handled)
  process.kill(process.pid, signal)
}

function sumOf({ step, current, total, imported, duplicates, rejected }: JobCounts): string {
  if (step !== 'Importing') return `${number(current)}${total ? ` of ${number(total)}` : ''}`
  return `${number(imported)} imported, ${number(duplicates)} already here, ${number(rejected)} refused`
}

function makeBar(): cliProgress.SingleBar {
  return new cliProgress.SingleBar(
    {
      format: '{step} {bar} {percentage} % · {sum}',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      etaBuffer: 50,
      fps: 10,
      // we stop it ourselves, and so leave the signals to JobView
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  )
}
