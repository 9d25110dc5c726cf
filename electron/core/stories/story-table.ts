/**
 * Signatures and stories as the index keeps them: derived from the texts, so they are made anew with it. A story is the
 * articles that near-copies connect, and bears the number of its first article, so that making it anew gives the same one.
 */
import type { Db, ReadDb } from '../db/connection.ts'
import { BINS, signatureOf } from './signature.ts'

/**
 * `story_due`: articles whose near-copies are still to be looked for. `story`: only articles that have near-copies.
 * `story_left`: of an article that a person took out of its story one of those it left, to find back to.
 */
export const STORY_SCHEMA = `
  CREATE TABLE signature (article_id INTEGER PRIMARY KEY, bins BLOB NOT NULL);
  CREATE TABLE story_due (article_id INTEGER PRIMARY KEY);
  CREATE TABLE story (article_id INTEGER PRIMARY KEY, story_id INTEGER NOT NULL);
  CREATE INDEX story_members ON story (story_id, article_id);
  CREATE TABLE story_left (article_id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL);
`
export const STORY_TABLES = ['signature', 'story_due', 'story', 'story_left']

/** A signature as bytes and back, without a copy where the bytes lie evenly. */
export const toBytes = (signature: Uint16Array): Uint8Array =>
  new Uint8Array(signature.buffer, signature.byteOffset, signature.byteLength)
export function fromBytes(bytes: Uint8Array): Uint16Array {
  if (bytes.byteOffset % 2 === 0) return new Uint16Array(bytes.buffer, bytes.byteOffset, BINS)
  return new Uint16Array(bytes.slice().buffer)
}

/** What the index's writer does when a text comes in or goes. */
export class StoryTable {
  readonly #read
  readonly #write
  readonly #remove
  readonly #isDue
  readonly #storyOf
  readonly #leave
  readonly #othersDue
  readonly #dissolve

  constructor(index: Db) {
    this.#read = index.prepare('SELECT bins FROM signature WHERE article_id = ?').pluck()
    this.#write = index.prepare('INSERT OR REPLACE INTO signature (article_id, bins) VALUES (?, ?)')
    this.#remove = index.prepare('DELETE FROM signature WHERE article_id = ?')
    this.#isDue = index.prepare('INSERT OR IGNORE INTO story_due (article_id) VALUES (?)')
    this.#storyOf = index.prepare('SELECT story_id FROM story WHERE article_id = ?').pluck()
    this.#leave = index.prepare('DELETE FROM story_due WHERE article_id = ?')
    this.#othersDue = index.prepare(
      'INSERT OR IGNORE INTO story_due SELECT article_id FROM story WHERE story_id = ? AND article_id <> ?',
    )
    this.#dissolve = index.prepare('DELETE FROM story WHERE story_id = ?')
  }

  /**
   * Takes in an article's text.
   * @param text as the index takes it in
   * @param signature where a parser thread has made it: null for a text too short for one
   */
  put(articleId: number, text: Uint8Array, signature: Uint8Array | null | undefined): void {
    const made = signature === undefined ? signatureOf(text) : null
    const bins = made ? toBytes(made) : (signature ?? null)
    const before = this.#read.get(articleId) as Buffer | undefined
    if (bins && before?.equals(bins)) return
    if (before) this.forget(articleId)
    if (!bins) return
    this.#write.run(articleId, bins)
    this.#isDue.run(articleId)
  }

  /** Forgets an article that is gone; what it had connected is looked at again. */
  forget(articleId: number): void {
    this.#remove.run(articleId)
    this.#leave.run(articleId)
    const story = this.#storyOf.get(articleId) as number | undefined
    if (story === undefined) return
    this.#othersDue.run(story, articleId)
    this.#dissolve.run(story)
  }
}

/** The story of each of these articles; those that are in none are left out. */
export function storiesOf(index: ReadDb, articleIds: readonly number[]): Map<number, number> {
  const read = index.prepare('SELECT story_id FROM story WHERE article_id = ?').pluck()
  const stories = new Map<number, number>()
  for (const id of articleIds) {
    const story = read.get(id) as number | undefined
    if (story !== undefined) stories.set(id, story)
  }
  return stories
}

/** The articles of a story, by number. */
export function membersOf(index: ReadDb, storyId: number): number[] {
  return index
    .prepare('SELECT article_id FROM story WHERE story_id = ? ORDER BY article_id')
    .pluck()
    .all(storyId) as number[]
}

/** An article and all that are of its story. */
export function storyMembers(index: ReadDb, articleId: number): number[] {
  const story = storiesOf(index, [articleId]).get(articleId)
  return story === undefined ? [articleId] : membersOf(index, story)
}

export function articlesInStories(index: ReadDb): number[] {
  return index.prepare('SELECT article_id FROM story').pluck().all() as number[]
}

/** How many articles a story has. */
export function sizeReader(index: ReadDb): (storyId: number) => number {
  const read = index.prepare('SELECT count(*) FROM story WHERE story_id = ?').pluck()
  return (storyId) => read.get(storyId) as number
}

/** Of every article its story, by number and in memory: a list is collapsed without asking for each. */
export class StoryColumn {
  readonly #index: ReadDb
  #version = ''
  #stories = new Int32Array(0)

  constructor(index: ReadDb) {
    this.#index = index
  }

  /** Entry i is the story of article i; 0, or beyond the end, for none. */
  read(): Int32Array {
    const version = `${String(this.#index.pragma('data_version', { simple: true }))} ${this.#index.prepare('SELECT total_changes()').pluck().get()}`
    if (version === this.#version) return this.#stories
    const column = (name: string) =>
      this.#index.prepare(`SELECT ${name} FROM story ORDER BY article_id`).pluck().all() as number[]
    const ids = column('article_id')
    const storyIds = column('story_id')
    const stories = new Int32Array((ids.at(-1) ?? -1) + 1)
    for (let i = 0; i < ids.length; i++) stories[ids[i]!] = storyIds[i]!
    this.#stories = stories
    this.#version = version
    return stories
  }
}
