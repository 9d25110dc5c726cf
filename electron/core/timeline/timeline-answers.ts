import type { Input, ListQuery, Output } from '../../shared/api.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Recaptured, TimelineItems, TimelineOutputs } from '../../shared/timeline.ts'
import type { Archive } from '../archive.ts'
import { captures, recaptured } from '../db/captures.ts'
import { coverage } from '../db/coverage.ts'
import { timelineLanes } from '../db/lanes.ts'
import { namedOutlets } from '../db/outlets.ts'
import { timelineOverview } from '../db/timeline.ts'
import { articleItems, articlesInRange, headlineItems, headlinesInRange } from '../db/timeline-items.ts'
import { diffTexts } from '../stories/diff-texts.ts'
import { joinStories, leaveStory } from '../stories/own-stories.ts'
import { readStory, storiesOfArticles } from '../stories/read-story.ts'
import type { HeadlineCounts } from './headline-counts.ts'
import { queryHeadlines } from './query-headlines.ts'
import { queryLanes, queryOverview } from './query-lanes.ts'
import { matchesInRange } from './query-items.ts'

type TimelineAnswers = {
  [M in keyof TimelineOutputs]: (archive: Archive, input: Input<M>) => Output<M>
}

/** Every method about the timeline and stories; a missing one does not compile. */
export const timelineAnswers: TimelineAnswers = {
  'archive.timeline': (archive, input) => {
    const { query, top = Number.MAX_SAFE_INTEGER } = input ?? {}
    if (isEverything(query)) return timelineOverview(archive.db, top)
    const outletsOf = (ids: readonly number[]) => namedOutlets(archive.db, ids)
    return queryOverview(archive.lists.matches(query), headlinesOf(archive, query), outletsOf, top)
  },
  'archive.lanes': (archive, { query, ...input }) =>
    isEverything(query)
      ? timelineLanes(archive.db, input)
      : queryLanes(archive.lists.matches(query), headlinesOf(archive, query), input),
  'archive.coverage': ({ db }, input) => coverage(db, input),
  'archive.items': items,
  'archive.titles': ({ db }, { articleIds, headlineIds }) => [
    ...articleItems(db, articleIds),
    ...headlineItems(db, headlineIds),
  ],
  'archive.captures': ({ db }, { articleIds }) => captures(db, articleIds),
  'archive.recaptured': recapturedOf,
  'archive.story': (archive, { articleId }) => readStory(archive.db, archive.index, articleId),
  'archive.storiesOf': (archive, { articleIds }) => storiesOfArticles(archive.index, articleIds),
  'archive.leaveStory': (archive, { articleIds }) => leaveStory(archive.db, archive.index, articleIds),
  'archive.joinStories': ({ db }, { articleIds }) => joinStories(db, articleIds),
  'archive.diff': ({ db }, { a, b }) => diffTexts(db, a, b),
}

/** Without any condition, what is shown is told from kept counts. */
function isEverything(query: ListQuery | undefined): query is undefined {
  if (!query) return true
  const { text, collapse, ...conditions } = query
  return (
    text.trim() === '' &&
    !collapse &&
    Object.values(conditions).every((value) => value === null || value === undefined)
  )
}

function headlinesOf(archive: Archive, query: ListQuery): HeadlineCounts | null {
  return queryHeadlines(archive, query, parseQuery(query.text))
}

function recapturedOf(archive: Archive, { query, offset, limit }: Input<'archive.recaptured'>): Recaptured {
  const all = recaptured(archive.db)
  const found = isEverything(query) ? null : new Set(archive.lists.matches(query).ids)
  const ids = found ? all.filter((id) => found.has(id)) : all
  return { rows: articleItems(archive.db, ids.slice(offset, offset + limit)), total: ids.length }
}

/** Articles first, newest first; then headlines. */
function items(archive: Archive, input: Input<'archive.items'>): TimelineItems {
  const { db } = archive
  const { query, offset, limit, precision } = input
  const everything = isEverything(query)
  const articles = everything
    ? articlesInRange(db, input, offset, limit)
    : matchesInRange(archive.lists.matches(query), input, offset, limit)
  const counts = everything ? null : headlinesOf(archive, query)
  const headlinesCounted = everything || counts !== null
  // headlines are known to the day
  if (!headlinesCounted || precision) {
    return { rows: articleItems(db, articles.ids), articles: articles.total, headlines: 0, headlinesCounted }
  }
  const left = limit - articles.ids.length
  const after = Math.max(0, offset - articles.total)
  const headlines = headlinesInRange(db, input, counts?.where() ?? null, after, left)
  return {
    rows: [...articleItems(db, articles.ids), ...headlineItems(db, headlines.ids)],
    articles: articles.total,
    headlines: headlines.total,
    headlinesCounted,
  }
}
