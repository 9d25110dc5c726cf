/** Dumps by the hundred, for what takes time. Short articles: the number of records is what counts here. */
import type { Place } from './place.ts'

const PARAGRAPH =
  'The gauge at the lower lock was read at noon and written down in ink, and the number was the same as the day before, which is how the keeper likes it. '

/** One invented article as a text dump; no two are alike. */
export function inventedDump(number: number): string {
  const day = new Date(Date.UTC(2020, 0, 1 + (number % 2000)))
  const date = day.toLocaleDateString('en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  })
  const body = Array.from(
    { length: 6 },
    (_, i) => `${PARAGRAPH}Reading ${number}, line ${i + 1}. ${PARAGRAPH}`,
  )
  return `Gauge report number ${number} – ${OUTLETS[number % OUTLETS.length]}\n${date}\n${body.join('\n')}\n`
}

const OUTLETS = ['Lock Keepers Gazette', 'Lower Basin Review', 'Gauge & Tide', 'The Towpath']

/** A folder of so many dumps. */
export function inventedFolder(place: Place, count: number, name = 'reports'): string {
  const digits = String(count).length
  for (let number = 1; number <= count; number++) {
    place.write(`${name}/${String(number).padStart(digits, '0')}.txt`, inventedDump(number))
  }
  return place.path(name)
}
