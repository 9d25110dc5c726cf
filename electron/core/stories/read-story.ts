import { dayOfSeconds, secondsOf, spanOf } from '../../shared/days.ts'
import { bodyText, type PublishedDate } from '../../shared/model.ts'
import type { StoriesOf, Story, StoryMember } from '../../shared/timeline.ts'
import { blocksReader, readRows } from '../db/articles.ts'
import type { ReadDb } from '../db/connection.ts'
import { joinedByHand } from '../db/story-rules.ts'
import { indexText } from '../index/tokens.ts'
import { exactLikeness, sharedPart, shinglesOf } from './signature.ts'
import { membersOf, sizeReader, storiesOf } from './story-table.ts'

/** So many members of a story are shown and compared; one copied more widely is no story but a template. */
const MOST_MEMBERS = 500

/** The story of an article, its members in order of time; null where it has none. */
export function readStory(db: ReadDb, index: ReadDb, articleId: number): Story | null {
  const id = storiesOf(index, [articleId]).get(articleId)
  if (id === undefined) return null
  const ids = membersOf(index, id)
  const rows = readRows(db, ids)
  if (rows.length < 2) return null
  const timed = rows.map((row) => ({ row, time: timeOf(row.published) })).sort(inTime)
  const dated = timed.flatMap(({ row, time }) => (time ? [{ id: row.id, ...time }] : []))
  // whoever may have begun before the first of all was surely over
  const over = Math.min(...dated.map(({ end }) => end))
  const maybe = new Set(dated.filter(({ start }) => start < over).map((one) => one.id))
  const shown = timed.slice(0, MOST_MEMBERS)
  const byHand = joinedByHand(db, ids)
  const likeness = compareWithFirst(
    db,
    shown.map(({ row }) => row.id),
  )
  const members = shown.map(({ row }, i): StoryMember => ({
    articleId: row.id,
    title: row.title,
    outletId: row.outletId,
    outlet: row.outlet,
    published: row.published,
    language: row.language,
    words: row.words,
    maybeFirst: maybe.has(row.id),
    ...likeness[i]!,
    byHand: byHand.has(row.id),
  }))
  const doubt = dated.length === 0 ? 'undated' : maybe.size > 1 ? 'tied' : null
  return {
    id,
    size: rows.length,
    members,
    firstId: doubt === null ? dated[0]!.id : null,
    doubt,
    undated: rows.length - dated.length,
  }
}

/** What a date says: from when to when it may have been, in seconds; the end is not included. */
interface Time {
  start: number
  end: number
}

function timeOf(published: PublishedDate | null): Time | null {
  const start = published ? secondsOf(published.value) : null
  if (!published || start === null) return null
  const { precision } = published
  if (precision === 'second') return { start, end: start + 1 }
  if (precision === 'minute') return { start, end: start + 60 }
  const day = dayOfSeconds(start)
  return { start, end: (day + spanOf(day, precision)) * 86_400 }
}

interface Timed {
  row: { id: number }
  time: Time | null
}

/** The undated last; of those that may have been at one time the more exact one first. */
function inTime(a: Timed, b: Timed): number {
  if (!a.time || !b.time) return Number(!a.time) - Number(!b.time) || a.row.id - b.row.id
  return a.time.start - b.time.start || a.time.end - b.time.end || a.row.id - b.row.id
}

/** How much each text has in common with that of the first. */
function compareWithFirst(db: ReadDb, ids: readonly number[]): Pick<StoryMember, 'alike' | 'shared'>[] {
  const blocksOf = blocksReader(db)
  const shinglesIn = (id: number) => new Set(shinglesOf(indexText(bodyText(blocksOf(id)))))
  const first = shinglesIn(ids[0]!)
  return ids.map((id, i) => {
    if (i === 0) return { alike: 1, shared: 1 }
    const own = shinglesIn(id)
    return { alike: exactLikeness(own, first), shared: sharedPart(own, first) }
  })
}

/** The stories of some articles, as columns; those that are in none are left out. */
export function storiesOfArticles(index: ReadDb, articleIds: readonly number[]): StoriesOf {
  const stories = [...storiesOf(index, articleIds)]
  const sizeOf = sizeReader(index)
  const sizes = new Map<number, number>()
  for (const [, story] of stories) if (!sizes.has(story)) sizes.set(story, sizeOf(story))
  return {
    articleId: Float64Array.from(stories, ([id]) => id),
    storyId: Float64Array.from(stories, ([, story]) => story),
    size: Int32Array.from(stories, ([, story]) => sizes.get(story)!),
  }
}
