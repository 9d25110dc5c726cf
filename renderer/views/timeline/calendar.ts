/**
 * Days since 1970-01-01 (UTC) to months, years and steps, in whole numbers: no Date objects in loops, and as right for
 * 1066 and 9999 as for today. After Howard Hinnant, https://howardhinnant.github.io/date_algorithms.html
 */

export const STEPS = ['day', 'week', 'month', 'quarter', 'year', 'decade', 'century'] as const
export type Step = (typeof STEPS)[number]

/** About how many days a step has; what the choice of a step by zoom is made with. */
export const STEP_DAYS: Record<Step, number> = {
  day: 1,
  week: 7,
  month: 30.4,
  quarter: 91.3,
  year: 365.2,
  decade: 3652,
  century: 36525,
}

const STEP_MONTHS: Record<Step, number> = {
  day: 0,
  week: 0,
  month: 1,
  quarter: 3,
  year: 12,
  decade: 120,
  century: 1200,
}

/** The day that a year, month (0–11) and day of the month fall on. */
export function dayOf(year: number, month = 0, date = 1): number {
  const y = month < 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month < 2 ? month + 10 : month - 2) + 2) / 5) + date - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

/** Months counted as year × 12 + month (0–11), as the archive's histograms count them. */
export function monthOf(day: number): number {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10
  return (yearOfEra + era * 400 + (month < 2 ? 1 : 0)) * 12 + month
}

/** The first day of a month counted as in {@link monthOf}. */
export function firstDayOf(month: number): number {
  const year = Math.floor(month / 12)
  return dayOf(year, month - year * 12)
}

/** 0 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The first day of the step that a day lies in. `weekStart` is 0 for Sunday. */
export function startOf(day: number, step: Step, weekStart: number): number {
  if (step === 'day') return Math.floor(day)
  if (step === 'week') return Math.floor(day) - ((weekdayOf(Math.floor(day)) - weekStart + 7) % 7)
  const months = STEP_MONTHS[step]
  return firstDayOf(Math.floor(monthOf(Math.floor(day)) / months) * months)
}

/** The first day of the step after the one that begins at `start`. */
export function nextOf(start: number, step: Step): number {
  if (step === 'day') return start + 1
  if (step === 'week') return start + 7
  return firstDayOf(monthOf(start) + STEP_MONTHS[step])
}

/** The first weekday of a locale, 0 for Sunday; Monday (ISO) where the browser does not say. */
export function weekStartOf(locale: string): number {
  try {
    const at = new Intl.Locale(
      locale ?? new Intl.DateTimeFormat().resolvedOptions().locale,
    ) as Intl.Locale & {
      getWeekInfo?(): { firstDay: number }
      weekInfo?: { firstDay: number }
    }
    return (at.getWeekInfo?.().firstDay ?? at.weekInfo?.firstDay ?? 1) % 7
  } catch {
    return 1
  }
}
