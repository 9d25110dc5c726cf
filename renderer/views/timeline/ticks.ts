/** The marks on the time axis: a step that leaves room for the labels, and words for each in the reader's locale. */

import { dayOf, firstDayOf, monthOf, startOf, weekdayOf } from './calendar.ts'
import { formatDay } from './words.ts'

export interface Tick {
  day: number
  label: string
  /** begins a longer unit: a year among months, a month among days */
  isMajor: boolean
}

interface TickStep {
  unit: 'day' | 'month'
  every: number
  /** days, about */
  days: number
  /** pixels between two labels */
  room: number
}

const day = (every: number, room: number): TickStep => ({ unit: 'day', every, days: every, room })
const months = (every: number, room: number): TickStep => ({
  unit: 'month',
  every,
  days: every * 30.44,
  room,
})

const TICK_STEPS: TickStep[] = [
  day(1, 44),
  day(2, 52),
  day(7, 58),
  day(14, 58),
  months(1, 52),
  months(3, 52),
  months(6, 52),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((years) => months(12 * years, 50)),
]

/** The ticks between two days; at most as many as have room. */
export function ticksOf(from: number, to: number, pixelsPerDay: number, weekStart: number): Tick[] {
  if (!(to > from) || !(pixelsPerDay > 0)) return []
  const step =
    TICK_STEPS.find(({ days, room }) => days * pixelsPerDay >= room) ?? TICK_STEPS[TICK_STEPS.length - 1]!
  const ticks: Tick[] = []
  let at = firstTick(from, step, weekStart)
  while (at < to && ticks.length < 400) {
    ticks.push(tick(at, step, pixelsPerDay, ticks.length === 0))
    at = nextTick(at, step, weekStart)
  }
  return ticks
}

function firstTick(from: number, step: TickStep, weekStart: number): number {
  const start = Math.floor(from)
  if (step.unit === 'month') return firstDayOf(Math.floor(monthOf(start) / step.every) * step.every)
  if (step.every >= 7) return startOf(start, 'week', weekStart)
  return step.every === 1 ? start : oddDay(start)
}

function nextTick(at: number, step: TickStep, weekStart: number): number {
  if (step.unit === 'month') return firstDayOf(monthOf(at) + step.every)
  if (step.every === 2) return oddDay(at + 2)
  if (step.every === 14) return startOf(at + 14, 'week', weekStart)
  return at + step.every
}

/** Every second day counts 1, 3, 5 … anew in each month, so that months begin with a tick; the 31st is left out. */
function oddDay(at: number): number {
  const first = firstDayOf(monthOf(at))
  const date = at - first
  if (date >= 29 && firstDayOf(monthOf(at) + 1) - at <= 2) return firstDayOf(monthOf(at) + 1)
  return date % 2 === 0 ? at : at - 1
}

function tick(at: number, step: TickStep, pixelsPerDay: number, isFirst: boolean): Tick {
  const month = monthOf(at)
  const isYearStart = at === dayOf(Math.floor(month / 12))
  if (step.unit === 'month') {
    if (step.every >= 12) return { day: at, label: formatDay(at, 'year'), isMajor: false }
    return {
      day: at,
      label: formatDay(at, isYearStart || isFirst ? 'shortMonthYear' : 'shortMonth'),
      isMajor: isYearStart,
    }
  }
  if (step.every >= 7) {
    const isNewYear = Math.floor(monthOf(at - step.every) / 12) !== Math.floor(month / 12)
    return { day: at, label: formatDay(at, isNewYear ? 'dayMonthYear' : 'dayMonth'), isMajor: isNewYear }
  }
  const isMonthStart = at === firstDayOf(month)
  if (isMonthStart) {
    return { day: at, label: formatDay(at, isYearStart ? 'dayMonthYear' : 'dayMonth'), isMajor: true }
  }
  return { day: at, label: formatDay(at, pixelsPerDay >= 96 ? 'weekdayDay' : 'day'), isMajor: false }
}

/** Whether a day is a Saturday or Sunday: shaded where days are wide, since news has its weeks. */
export function isWeekend(at: number): boolean {
  const weekday = weekdayOf(at)
  return weekday === 0 || weekday === 6
}
