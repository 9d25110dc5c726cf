import { bodyText, type Block } from '../../shared/model.ts'
import type { Db } from '../db/connection.ts'
import type { StoryRules } from '../db/story-rules.ts'
import { indexText } from '../index/tokens.ts'
import { NearCopies } from './near-copies.ts'
import { Groups } from './groups.ts'
import { exactLikeness, shinglesOf } from './signature.ts'
import { fromBytes } from './story-table.ts'

/** Texts this much alike are one story: four sevenths in common, of texts as long as each other. */
export const ALIKE = 0.4

/** So much by signature is three standard errors above ALIKE: the texts themselves need not be read. */
const SURELY_ALIKE = 0.6

/**
 * Texts of one article that are read to decide: thousands made from one template (quotes, weather, notices) are all somewhat
 * alike, and to read each beside each would never end. Beyond it the signatures decide.
 */
const MOST_READ = 64

/** Articles whose near-copies are looked for at once: their bands take 25 MB. */
const ROUND = 64 * 1024

/** Signatures looked at between two looks at the signal: about a tenth of a second. */
const SLICE = 16 * 1024

/** The text of an article, for pairs that their signatures leave in doubt. */
export interface StoryTexts {
  blocksOf(articleId: number): Block[]
}

export interface StoryWork extends StoryTexts {
  /** called between two slices; false ends the search, and what is due stays due */
  goOn(done: number, total: number): Promise<boolean>
  /** what a person said of stories, read anew when they are joined */
  rules(): StoryRules
}

/** How many articles' near-copies are still to be looked for. */
export function storiesDue(index: Pick<Db, 'prepare'>): number {
  return index.prepare('SELECT count(*) FROM story_due').pluck().get() as number
}

/**
 * Finds the stories of the articles that are due: each is compared with all there are. Whole rounds are kept when it is
 * ended early.
 * @returns how many articles were looked at
 */
export async function findStories(index: Db, work: StoryWork): Promise<number> {
  let looked = 0
  for (;;) {
    const taken = await findRound(index, work)
    looked += taken
    if (taken < ROUND) return looked
  }
}

async function findRound(index: Db, work: StoryWork): Promise<number> {
  const due = index
    .prepare('SELECT article_id FROM story_due ORDER BY article_id LIMIT ?')
    .pluck()
    .all(ROUND) as number[]
  if (due.length === 0) return 0
  const near = new NearCopies(due.length)
  const read = index.prepare('SELECT bins FROM signature WHERE article_id = ?').pluck()
  for (const id of due) {
    const bins = read.get(id) as Buffer | undefined
    if (bins) near.add(id, fromBytes(bins))
  }
  const pairs = await findPairs(index, near, new Set(due), work)
  if (pairs === null) return 0
  index
    .transaction(() => {
      joinPairs(index, pairs, work.rules())
      const done = index.prepare('DELETE FROM story_due WHERE article_id = ?')
      for (const id of due) done.run(id)
    })
    .immediate()
  return due.length
}

type Pair = [number, number]

/** @returns null when it was ended early */
async function findPairs(
  index: Db,
  near: NearCopies,
  due: ReadonlySet<number>,
  work: StoryWork,
): Promise<Pair[] | null> {
  const page = index.prepare(
    'SELECT article_id AS id, bins FROM signature WHERE article_id > ? ORDER BY article_id LIMIT ?',
  )
  const total = index.prepare('SELECT count(*) FROM signature').pluck().get() as number
  const texts = new Texts(work)
  const pairs: Pair[] = []
  // what is connected already needs no further pair, but never by way of an article that a person set apart
  const groups = new Groups(work.rules().apart)
  let done = 0
  for (let after = 0; ;) {
    const rows = page.all(after, SLICE) as { id: number; bins: Buffer }[]
    addPairs(
      pairs,
      near,
      rows.map(({ id, bins }) => ({ id, bins: fromBytes(bins) })),
      due,
      texts,
      groups,
    )
    done += rows.length
    if (rows.length < SLICE) return pairs
    after = rows.at(-1)!.id
    if (!(await work.goOn(done, total))) return null
  }
}

/** An article with its signature. */
interface Signed {
  id: number
  bins: Uint16Array
}

/** The near-copies among a few articles, all of which are in `near`. */
export function likePairs(
  near: NearCopies,
  signed: readonly Signed[],
  due: ReadonlySet<number>,
  texts: StoryTexts,
): Pair[] {
  const pairs: Pair[] = []
  addPairs(pairs, near, signed, due, new Texts(texts), null)
  return pairs
}

function addPairs(
  pairs: Pair[],
  near: NearCopies,
  signed: readonly Signed[],
  due: ReadonlySet<number>,
  texts: Texts,
  groups: Groups | null,
): void {
  for (const { id, bins } of signed) {
    let read = 0
    // a pair of two that are due is met twice
    const wants = (other: number) => !(due.has(id) && other > id) && !groups?.areOne(id, other)
    near.find(id, bins, wants, (other, likeness) => {
      const isSure = likeness >= SURELY_ALIKE || ++read > MOST_READ
      if ((isSure ? likeness : texts.likeness(id, other)) < ALIKE) return
      pairs.push([id, other])
      groups?.join(id, other)
    })
  }
}

/**
 * Joins the stories of each pair, and of those that a person joined; a story bears the least number of its articles.
 */
export function joinPairs(index: Db, pairs: readonly Pair[], { apart, joins }: StoryRules): void {
  const storyOf = index.prepare('SELECT story_id FROM story WHERE article_id = ?').pluck()
  const move = index.prepare('UPDATE story SET story_id = ? WHERE story_id = ?')
  const put = index.prepare('INSERT OR REPLACE INTO story (article_id, story_id) VALUES (?, ?)')
  const alone = new Set(apart)
  const likes = pairs.filter((pair) => !pair.some((id) => alone.has(id)))
  for (const pair of [...likes, ...joins]) {
    const stories = pair.map((id) => (storyOf.get(id) as number | undefined) ?? null)
    const least = Math.min(...pair, ...stories.filter((story) => story !== null))
    for (const [i, id] of pair.entries()) {
      const story = stories[i] ?? null
      if (story === null) put.run(id, least)
      else if (story !== least) move.run(least, story)
    }
  }
}

/** Shingles of the texts compared last: one that was copied widely is compared with all its copies. */
class Texts {
  readonly #work: StoryTexts
  readonly #kept = new Map<number, ReadonlySet<number>>()

  constructor(work: StoryTexts) {
    this.#work = work
  }

  likeness(a: number, b: number): number {
    return exactLikeness(this.#of(a), this.#of(b))
  }

  #of(id: number): ReadonlySet<number> {
    let shingles = this.#kept.get(id)
    if (!shingles) {
      if (this.#kept.size >= 64) this.#kept.clear()
      shingles = new Set(shinglesOf(indexText(bodyText(this.#work.blocksOf(id)))))
      this.#kept.set(id, shingles)
    }
    return shingles
  }
}
