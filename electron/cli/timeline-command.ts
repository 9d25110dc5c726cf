import { type Command, InvalidArgumentError } from 'commander'
import type { Archive } from '../core/archive.ts'
import { dayOfDate, firstDayOfMonth, monthOfDay } from '../shared/days.ts'
import type { TimelineOutlet } from '../shared/api.ts'
import { type CommonOptions, type Done, useArchive, wholeNumber, withArchive } from './archive-option.ts'
import { outletNamed } from './outlets.ts'
import { bold, dim, note, number, print, printJson, terminalWidth } from './output.ts'
import { fit, safeLine } from './safe-text.ts'
import { monthName, sparkline, yearAxis } from './sparkline.ts'

interface Options extends CommonOptions {
  outlet?: string
  from?: number
  to?: number
  limit: number
}

/** One outlet by months; entry i is the month `firstMonth + i`. */
interface Lane {
  outlet: TimelineOutlet
  articles: number[]
  headlines: number[]
}

const PIPE_WIDTH = 100
const NAME_WIDTH = 24
const COUNT_WIDTH = 18
/** The most lanes that one answer gives. */
const MOST_LANES = 200

export function addTimeline(program: Command, done: Done): void {
  withArchive(program.command('timeline'))
    .description('articles and headlines by outlet and month')
    .option('--outlet <name>', 'only this outlet')
    .option('--from <date>', 'from this year, month or day on (2024, 2024-05, 2024-05-31)', day('first'))
    .option('--to <date>', 'to this year, month or day', day('last'))
    .option('--limit <count>', 'as many outlets at most, the largest first', wholeNumber(1), 20)
    .action(async (options: Options) => {
      await useArchive(options, (archive) => timeline(archive, options))
      done(0)
    })
}

function timeline(archive: Archive, options: Options): void {
  const overview = archive.answer('archive.timeline', undefined)
  const outlets = options.outlet
    ? overview.outlets.filter(({ id }) => id === outletNamed(archive, options.outlet!).id)
    : overview.outlets.slice(0, options.limit)
  const fromDay = options.from ?? overview.firstDay
  const toDay = options.to ?? overview.lastDay
  if (fromDay === null || toDay === null || toDay < fromDay) {
    if (options.json) printJson({ firstMonth: null, outlets: [] })
    else note('Nothing with a date.')
    return
  }
  const firstMonth = monthOfDay(fromDay)
  const lanes = readLanes(archive, outlets, fromDay, toDay)
  if (options.json) return printJson(asJson(lanes, firstMonth))
  draw(lanes, firstMonth, monthOfDay(toDay))
  const more = overview.outlets.length - outlets.length
  if (!options.outlet && more > 0) note(`… and ${number(more)} more outlets: --limit shows them`)
}

function readLanes(archive: Archive, outlets: TimelineOutlet[], fromDay: number, toDay: number): Lane[] {
  const firstMonth = monthOfDay(fromDay)
  const months = monthOfDay(toDay) - firstMonth + 1
  const lanes = outlets.map((outlet): Lane => ({ outlet, articles: zeros(months), headlines: zeros(months) }))
  for (let first = 0; first < lanes.length; first += MOST_LANES) {
    const outletIds = outlets.slice(first, first + MOST_LANES).map(({ id }) => id)
    const bins = archive.answer('archive.lanes', { outletIds, fromDay, toDay, maxItems: 0 })
    bins.lane.forEach((lane, i) => {
      const month = Math.max(0, monthOfDay(bins.day[i]!) - firstMonth)
      lanes[first + lane]!.articles[month]! += bins.articles[i]!
      lanes[first + lane]!.headlines[month]! += bins.headlines[i]!
    })
  }
  return lanes
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0)
}

function draw(lanes: readonly Lane[], firstMonth: number, lastMonth: number): void {
  const width = Math.min(terminalWidth(), PIPE_WIDTH + 60)
  const columns = (width === PIPE_WIDTH + 60 ? PIPE_WIDTH : width) - NAME_WIDTH - COUNT_WIDTH - 2
  const step = Math.max(1, Math.ceil((lastMonth - firstMonth + 1) / Math.max(10, columns)))
  const axis = yearAxis(firstMonth, lastMonth, step)
  print(`${fit('', NAME_WIDTH)} ${dim(axis)}`)
  for (const { outlet, articles, headlines } of lanes) {
    const all = articles.map((count, i) => count + headlines[i]!)
    const name = fit(safeLine(outlet.name || 'outlet unknown'), NAME_WIDTH)
    print(`${bold(name)} ${fit(sparkline(all, step), axis.length)} ${countsOf(articles, headlines)}`)
  }
  print(
    dim(
      `\nOne sign is ${step === 1 ? 'a month' : `${step} months`}; each row has its own scale. ` +
        `Then articles + headlines.`,
    ),
  )
}

function countsOf(articles: readonly number[], headlines: readonly number[]): string {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  return `${number(sum(articles))} + ${number(sum(headlines))}`
}

function asJson(lanes: readonly Lane[], firstMonth: number) {
  return {
    firstMonth: monthName(firstMonth),
    outlets: lanes.map(({ outlet, articles, headlines }) => ({
      id: outlet.id,
      name: outlet.name || null,
      undated: outlet.undated,
      months: articles.flatMap((count, i) =>
        count + headlines[i]! > 0
          ? [{ month: monthName(firstMonth + i), articles: count, headlines: headlines[i]! }]
          : [],
      ),
    })),
  }
}

/** For commander: the first or last day of a year, month or day. */
function day(edge: 'first' | 'last'): (text: string) => number {
  return (text) => {
    const [, year, month, date] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? []
    const start = dayOfDate(`${year}-${month ?? '01'}-${date ?? '01'}`)
    if (!year || start === null)
      throw new InvalidArgumentError('Give a date such as 2024, 2024-05 or 2024-05-31.')
    if (edge === 'first' || date) return start
    return firstDayOfMonth(monthOfDay(start) + (month ? 1 : 12)) - 1
  }
}
