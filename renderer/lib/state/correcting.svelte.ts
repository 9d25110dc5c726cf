/** The details of one article while a person corrects them: what was typed, what is wrong with it, what will be saved. */
import type { CorrectionInput } from '../../../electron/shared/api.ts'
import type { Article, Author, CorrectableField } from '../../../electron/shared/model.ts'
import { asAppError, type Client } from '../client.ts'
import { authorsOfChoice } from './choices.ts'
import { dateAsTyped, readDate } from './date-input.ts'
import { precisionOf } from './field-words.ts'

export interface Draft {
  title: string
  outlet: string
  authors: { name: string; handle: string }[]
  published: string
}

export type Change = { correct: CorrectionInput } | { uncorrect: CorrectableField }

export const FIELDS: readonly CorrectableField[] = ['title', 'outlet', 'authors', 'published']
const LONGEST = { title: 2000, name: 500 }

export class Correcting {
  #client: Client
  #onsaved: (article: Article) => void
  #article: Article | null = $state.raw(null)
  #draft: Draft = $state({ title: '', outlet: '', authors: [], published: '' })
  /** what could not be saved, and why */
  #refused: { field: CorrectableField; message: string } | null = $state.raw(null)
  #saving = $state(false)
  /** whether faults are said: not before somebody tried to save */
  #tried = $state(false)
  /** where the dialog begins */
  #first: CorrectableField = $state('title')

  constructor(client: Client, onsaved: (article: Article) => void) {
    this.#client = client
    this.#onsaved = onsaved
  }

  get article(): Article | null {
    return this.#article
  }
  get draft(): Draft {
    return this.#draft
  }
  get saving(): boolean {
    return this.#saving
  }
  get first(): CorrectableField {
    return this.#first
  }

  begin(article: Article, first: CorrectableField = 'title'): void {
    this.#article = article
    this.#draft = draftOf(article)
    this.#refused = null
    this.#tried = false
    this.#first = first
  }

  end(): void {
    this.#article = null
  }

  /** Sets a field of the draft to what was extracted. */
  restore(field: CorrectableField): void {
    if (this.#article) Object.assign(this.#draft, { [field]: extractedDraft(this.#article)[field] })
  }

  /** Whether a field of the draft is what was extracted. */
  isExtracted(field: CorrectableField): boolean {
    return this.#article !== null && same(this.#draft, extractedDraft(this.#article), field)
  }

  /** Takes a reading of the page. */
  choose(field: CorrectableField, value: string): void {
    Object.assign(this.#draft, chosen(field, value))
  }
  isChosen(field: CorrectableField, value: string): boolean {
    return same(this.#draft, { ...this.#draft, ...chosen(field, value) }, field)
  }

  get changes(): Change[] {
    return this.#article ? changesOf(this.#article, this.#draft) : []
  }

  /** What is wrong with a field, in words; nothing before it was tried to save, and always what the archive refused. */
  fault(field: CorrectableField): string | null {
    if (this.#refused?.field === field) return this.#refused.message
    return this.#tried ? faultOf(this.#draft, field) : null
  }

  /** Saves what was changed; false where something is wrong. What was saved before a failure stays. */
  async save(): Promise<boolean> {
    this.#tried = true
    this.#refused = null
    if (this.#saving || !this.#article || FIELDS.some((field) => faultOf(this.#draft, field))) return false
    this.#saving = true
    for (const change of this.changes) if (!(await this.#apply(this.#article, change))) break
    this.#saving = false
    return this.#refused === null
  }

  async #apply({ id }: Article, change: Change): Promise<boolean> {
    const field = 'correct' in change ? change.correct.field : change.uncorrect
    try {
      const article =
        'correct' in change
          ? await this.#client.call('archive.correct', { id, correction: change.correct })
          : await this.#client.call('archive.uncorrect', { id, field })
      this.#article = article
      this.#onsaved(article)
      return true
    } catch (error) {
      const { message, detail } = asAppError(error)
      this.#refused = { field, message: detail ? `${message} ${detail}` : message }
      return false
    }
  }

  /** The first field with something wrong. */
  get firstFault(): CorrectableField | null {
    return FIELDS.find((field) => this.fault(field)) ?? null
  }
}

/** The field as a reading of the page gives it. */
function chosen(field: CorrectableField, value: string): Partial<Draft> {
  if (field === 'authors') return { authors: authorRows(authorsOfChoice(value)) }
  if (field === 'published')
    return { published: dateAsTyped({ value, precision: precisionOf(value), source: 'metadata' }) }
  return { [field]: value }
}

function authorRows(authors: readonly Author[]): Draft['authors'] {
  return authors.map(({ name, handle = '' }) => ({ name, handle }))
}

function draftOf(article: Pick<Article, 'title' | 'outlet' | 'authors' | 'published'>): Draft {
  return {
    title: article.title,
    outlet: article.outlet ?? '',
    authors: authorRows(article.authors),
    published: dateAsTyped(article.published),
  }
}

export function extractedDraft(article: Article): Draft {
  const { title, outlet, authors, published } = article.corrections
  return draftOf({
    title: title ? title.extracted : article.title,
    outlet: outlet ? outlet.extracted : article.outlet,
    authors: authors ? authors.extracted : article.authors,
    published: published ? published.extracted : article.published,
  })
}

/** Tidied, so that a space at the end is no correction. */
function tidy(draft: Draft): Record<CorrectableField, string> {
  const read = readDate(draft.published)
  return {
    title: draft.title.trim(),
    outlet: draft.outlet.trim(),
    authors: JSON.stringify(authorsOf(draft)),
    published: 'value' in read ? (read.value ?? '') : draft.published,
  }
}

function same(one: Draft, other: Draft, field: CorrectableField): boolean {
  return tidy(one)[field] === tidy(other)[field]
}

/** Rows left empty are no authors; a handle gets its sign. */
function authorsOf(draft: Pick<Draft, 'authors'>): Author[] {
  return draft.authors.flatMap(({ name, handle }) => {
    const sign = handle.trim() && `@${handle.trim().replace(/^@+/, '')}`
    if (!name.trim() && !sign) return []
    return [sign ? { name: name.trim(), handle: sign } : { name: name.trim() }]
  })
}

/** What turns the article into the draft: a field set to what was extracted is no correction any more. */
export function changesOf(article: Article, draft: Draft): Change[] {
  const extracted = extractedDraft(article)
  return FIELDS.filter((field) => !same(draft, draftOf(article), field)).map((field) =>
    article.corrections[field] && same(draft, extracted, field)
      ? { uncorrect: field }
      : { correct: correctionOf(draft, field) },
  )
}

function correctionOf(draft: Draft, field: CorrectableField): CorrectionInput {
  if (field === 'title') return { field, value: draft.title.trim() }
  if (field === 'outlet') return { field, value: draft.outlet.trim() || null }
  if (field === 'authors') return { field, value: authorsOf(draft) }
  const read = readDate(draft.published)
  return { field, value: 'value' in read ? read.value : null }
}

export function faultOf(draft: Draft, field: CorrectableField): string | null {
  if (field === 'title') {
    if (!draft.title.trim()) return 'An article needs a title.'
    return draft.title.trim().length > LONGEST.title ? 'A title has at most 2,000 characters.' : null
  }
  if (field === 'outlet')
    return draft.outlet.trim().length > LONGEST.name ? 'A name has at most 500 characters.' : null
  if (field === 'authors') return authorsFault(authorsOf(draft))
  const read = readDate(draft.published)
  return 'fault' in read ? read.fault : null
}

/** What is wrong with one author; of use where several stand below each other. */
export function authorFault(row: Draft['authors'][number]): string | null {
  return authorsFault(authorsOf({ authors: [row] }))
}

function authorsFault(authors: readonly Author[]): string | null {
  if (authors.some(({ name }) => name === '')) return 'A handle needs the name it belongs to.'
  if (authors.some(({ name }) => name.length > LONGEST.name)) return 'A name has at most 500 characters.'
  if (authors.some(({ handle = '' }) => /\s/.test(handle))) return 'A handle has no spaces.'
  if (authors.some(({ handle = '' }) => handle.length > 101)) return 'A handle has at most 100 characters.'
  return authors.length > 200 ? 'At most 200 authors can be kept.' : null
}
