import type { ListedHeadline } from '../../../electron/shared/model.ts'

export interface HeadlineDay {
  date: string | null
  headlines: ListedHeadline[]
}

/** The headlines by the date of their list, newest first, those without one last. */
export function byDay(headlines: readonly ListedHeadline[]): HeadlineDay[] {
  const days = Map.groupBy(headlines, (headline) => headline.date)
  return [...days]
    .map(([date, list]) => ({ date, headlines: list }))
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
}
