/** The lanes as a table of outlets and periods: which periods there is room for, and what each lane has in them. */

import type { Block } from './block.ts'
import { nextOf, startOf, STEPS, type Step } from './calendar.ts'
import { columnsOf, effectiveStep, type Bars } from './lod.ts'
import { formatDay, formatDays } from './words.ts'

/** More columns are no table that anybody reads. */
const MOST = 31

export interface Periods {
  step: Step
  /** first day of each, and the day after the last one */
  days: number[]
}

/** The finest steps of which at most 31 hold the days from the first to the one before end, or centuries; whole ones. */
export function periodsOf(first: number, end: number, weekStart: number, level: Block['level']): Periods {
  for (const step of STEPS.map((one) => effectiveStep(one, level))) {
    const days = [startOf(first, step, weekStart)]
    const most = step === 'century' ? Infinity : MOST
    while (days.at(-1)! < end && days.length <= most + 1) days.push(nextOf(days.at(-1)!, step))
    if (days.length <= most + 1) return { step, days }
  }
  throw new Error('centuries are as many as there are')
}

/** What a lane has in each period, and somewhere within them, its day unknown. */
export interface PeriodRow {
  articles: number[]
  headlines: number[]
  vague: number
}

/** @returns a row for each of the block's lanes */
export function rowsOf(block: Block, { step, days }: Periods, weekStart: number): PeriodRow[] {
  const { bars, vague } = columnsOf(block, step, weekStart)
  const places = new Map(days.slice(0, -1).map((day, i) => [day, i]))
  return Array.from({ length: block.lanes }, (_, lane) => {
    const row: PeriodRow = {
      articles: new Array<number>(places.size).fill(0),
      headlines: new Array<number>(places.size).fill(0),
      vague: 0,
    }
    each(bars, lane, (i) => {
      const place = places.get(bars.day[i]!)
      if (place === undefined) return
      row.articles[place]! += bars.articles[i]!
      row.headlines[place]! += bars.headlines[i]!
    })
    each(vague, lane, (i) => {
      if (vague.end[i]! > days[0]! && vague.day[i]! < days.at(-1)!)
        row.vague += vague.articles[i]! + vague.headlines[i]!
    })
    return row
  })
}

function each({ laneStart }: Bars, lane: number, take: (i: number) => void): void {
  for (let i = laneStart[lane]!; i < laneStart[lane + 1]!; i++) take(i)
}

/** The head of a column: `3 Nov`, `Nov 2026`, `Oct–Dec 2026`, `2026`. */
export function periodName(day: number, end: number, step: Step): string {
  if (step === 'day' || step === 'week') return formatDay(day, 'dayMonth')
  if (step === 'month') return formatDay(day, 'shortMonthYear')
  if (step === 'quarter') return `${formatDay(day, 'shortMonth')}–${formatDay(end - 1, 'shortMonthYear')}`
  return formatDays(day, end - 1)
}
