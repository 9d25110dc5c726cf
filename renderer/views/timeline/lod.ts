/** Levels of detail: which step a bar stands for at this zoom, and the entries of a block gathered into such bars. */

import type { Block } from './block.ts'
import { nextOf, startOf, STEP_DAYS, STEPS, type Step } from './calendar.ts'

/** The narrowest bar that still reads as one, gap included. */
export const MIN_BAR = 5

/** The finest step whose bars are at least {@link MIN_BAR} wide. */
export function stepFor(pixelsPerDay: number, minPixels = MIN_BAR): Step {
  return STEPS.find((step) => STEP_DAYS[step] * pixelsPerDay >= minPixels) ?? 'century'
}

/** A block's bins may be coarser than the zoom asks for, until finer ones arrive. */
export function effectiveStep(step: Step, level: Block['level']): Step {
  return level === 'month' && (step === 'day' || step === 'week') ? 'month' : step
}

/** Bars, by lane and day, and apart from them the items whose day is not known closely enough to be in a bar. */
export interface Columns {
  step: Step
  bars: Bars
  vague: Bars
  /** how many items make a bar of full height; of shares, which share */
  ceiling: number
  /** what a lane's counts are multiplied with: 1, or one by all that its outlet has, where shares are shown */
  weights: Float64Array | null
}

/** Entry i of every array is one bar; `laneStart` as in {@link Block}. */
export interface Bars {
  laneStart: Int32Array
  day: Int32Array
  /** the day after its last */
  end: Int32Array
  articles: Int32Array
  headlines: Int32Array
  /** index of its first entry in the block; the others follow it */
  entry: Int32Array
  /** whether its items are known one by one */
  itemised: Uint8Array
}

/** The longest span that is exact enough for a bar of this step. */
const HOLDS: Record<Step, number> = {
  day: 1,
  week: 1,
  month: 31,
  quarter: 31,
  year: 366,
  decade: 366,
  century: 366,
}

/** Gathers the entries of a block into bars of a step: one pass, on load and when the step changes, never in a frame. */
export function columnsOf(
  block: Block,
  asked: Step,
  weekStart: number,
  weights: Float64Array | null = null,
): Columns {
  const step = effectiveStep(asked, block.level)
  const bars = new BarBuilder(block, block.day.length)
  const vague = new BarBuilder(block, vagueEntries(block))
  for (let lane = 0; lane < block.lanes; lane++) {
    bars.beginLane(lane)
    vague.beginLane(lane)
    let exact = block.laneStart[lane]!
    let loose = block.vagueStart[lane]!
    const looseEnd = block.laneStart[lane + 1]!
    const exactEnd = loose
    // Both runs are in order of days: merge them, so that what the step holds falls into its bar.
    while (exact < exactEnd || loose < looseEnd) {
      if (loose < looseEnd && block.span[loose]! > HOLDS[step]) {
        vague.addSpan(loose++)
        continue
      }
      const takeLoose = loose < looseEnd && (exact >= exactEnd || block.day[loose]! < block.day[exact]!)
      const i = takeLoose ? loose++ : exact++
      bars.add(i, step, weekStart, !takeLoose)
    }
  }
  const done = bars.done()
  const most = ceilingOf(valuesOf(done, bars.count, weights), weights === null ? 1 : 0)
  const ceiling = weights === null ? roundedUp(most) : Math.min(1, roundedUp(most * 1000) / 1000)
  return { step, bars: done, vague: vague.done(), ceiling, weights }
}

function vagueEntries({ lanes, laneStart, vagueStart }: Block): number {
  let entries = 0
  for (let lane = 0; lane < lanes; lane++) entries += laneStart[lane + 1]! - vagueStart[lane]!
  return entries
}

function valuesOf(
  { articles, headlines, laneStart }: Bars,
  length: number,
  weights: Float64Array | null,
): Float64Array {
  const values = new Float64Array(length)
  for (let i = 0; i < length; i++) values[i] = articles[i]! + headlines[i]!
  if (!weights) return values
  for (let lane = 0; lane + 1 < laneStart.length; lane++) {
    for (let i = laneStart[lane]!; i < laneStart[lane + 1]!; i++) values[i]! *= weights[lane]!
  }
  return values
}

class BarBuilder {
  readonly #block: Block
  readonly #bars: Bars
  #count = 0
  #lane = 0

  constructor(block: Block, capacity: number) {
    this.#block = block
    const column = () => new Int32Array(capacity)
    this.#bars = {
      laneStart: new Int32Array(block.lanes + 1),
      day: column(),
      end: column(),
      articles: column(),
      headlines: column(),
      entry: column(),
      itemised: new Uint8Array(capacity),
    }
  }

  beginLane(lane: number): void {
    this.#bars.laneStart[lane] = this.#count
    this.#bars.laneStart[lane + 1] = this.#count
    this.#lane = lane
  }

  get count(): number {
    return this.#count
  }

  /** Adds entry i to the bar its day falls into. */
  add(i: number, step: Step, weekStart: number, isExact: boolean): void {
    const day = this.#block.day[i]!
    const last = this.#count - 1
    const isNew = last < this.#bars.laneStart[this.#lane]! || day >= this.#bars.end[last]!
    const isItem = this.#isItem(i)
    if (isNew) {
      const start = startOf(day, step, weekStart)
      this.#push(i, start, nextOf(start, step), isItem)
    } else {
      this.#sumUp(last, i)
      // With an item of unknown day among them, the entries of this bar do not follow each other.
      if (!isExact || this.#block.span[this.#bars.entry[last]!] !== this.#block.span[i]) {
        this.#bars.itemised[last] = 0
      }
    }
  }

  /** Adds entry i as what it is: somewhere within its span. */
  addSpan(i: number): void {
    const { day, span } = this.#block
    const last = this.#count - 1
    const end = day[i]! + span[i]!
    if (
      last >= this.#bars.laneStart[this.#lane]! &&
      this.#bars.day[last] === day[i] &&
      this.#bars.end[last] === end
    ) {
      this.#sumUp(last, i)
    } else this.#push(i, day[i]!, end, this.#isItem(i))
  }

  /** Among items, what was summed up has no id. */
  #isItem(i: number): boolean {
    return this.#block.level === 'item' && this.#block.id[i]! > 0
  }

  #push(i: number, start: number, end: number, isItemised: boolean): void {
    const at = this.#count++
    const bars = this.#bars
    bars.day[at] = start
    bars.end[at] = end
    bars.articles[at] = this.#block.articles[i]!
    bars.headlines[at] = this.#block.headlines[i]!
    bars.entry[at] = i
    bars.itemised[at] = isItemised ? 1 : 0
    bars.laneStart[this.#lane + 1] = this.#count
  }

  #sumUp(at: number, i: number): void {
    this.#bars.articles[at]! += this.#block.articles[i]!
    this.#bars.headlines[at]! += this.#block.headlines[i]!
  }

  done(): Bars {
    return this.#bars
  }
}

const SAMPLE = 3000

/**
 * What a bar of full height stands for: the highest count, unless that towers over the rest (a million on one day), which
 * would flatten all others. Bars beyond it are drawn as broken off.
 */
export function ceilingOf(counts: Float64Array, least = 1): number {
  if (counts.length === 0) return 1
  // A few thousand of them tell what is usual; sorting all would be felt.
  const every = Math.ceil(counts.length / SAMPLE)
  const sorted = new Float64Array(Math.ceil(counts.length / every))
  let most = least
  for (let i = 0; i < counts.length; i++) {
    most = Math.max(most, counts[i]!)
    if (i % every === 0) sorted[i / every] = counts[i]!
  }
  sorted.sort()
  const high = Math.max(least, sorted[Math.floor((sorted.length - 1) * 0.96)]!)
  return most > high * 12 ? high * 2 : most
}

const LEADS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]

/** Up to the next round number: a scale that does not change with every load. */
export function roundedUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)))
  return Math.ceil((LEADS.find((lead) => count <= lead * power) ?? 10) * power)
}
