/** What was made by hand in another archive and deleted there lies in the trash here too, and can be put back. */
import { checkLine, type CheckedLine } from '../../shared/foreign-lines.ts'
import { AppError } from '../../shared/errors.ts'
import { freshId, hasDeleted, putDeleted } from '../db/foreign-own.ts'
import { leavingDeleted } from '../db/leaving.ts'
import type { OwnTableName } from '../db/own-tables.ts'
import type { Row, RowChange } from '../own/recorder.ts'
import { packSteps, unpackSteps } from '../own/steps.ts'
import { shortened } from '../own/words.ts'
import { tell } from './take-articles.ts'
import type { OwnTaking } from './take-own.ts'
import { queryHere } from './take-searches.ts'

/** Their numbers → ours, of what is alive. */
interface Living {
  tags: ReadonlyMap<number, number>
  collections: ReadonlyMap<number, number>
}

type DeletedLine = CheckedLine<'deleted'>

export function takeDeleted(taking: OwnTaking, living: Living): void {
  const { db, foreign, here, report } = taking
  for (const { codec, steps, ...row } of leavingDeleted(foreign)) {
    const thing = readable({ ...row, codec, steps })
    const name = shortened(String(row.name))
    if (typeof thing === 'string') {
      tell(report, `“${name}” of the other archive’s trash was not taken: ${thing}`)
      continue
    }
    const articleId = thing.articleId === null ? null : (here.get(thing.articleId) ?? null)
    // an annotation of an article that is not here
    if (thing.articleId !== null && articleId === null) continue
    const { kind, atMs, articles, below } = thing
    const told = { kind, name: thing.name, atMs, articleId, articles, below }
    if (hasDeleted(db, told)) continue
    try {
      putDeleted(db, told, packSteps(new Numbers(taking, living, thing).rows()))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      tell(report, `“${name}” of the other archive’s trash was not taken: ${error.message}`)
    }
  }
}

/** @returns in words what is wrong with it */
function readable({
  codec,
  steps,
  ...row
}: {
  codec: number
  steps: Uint8Array
  name: string
}): DeletedLine | string {
  try {
    const line = checkLine({ type: 'deleted', ...row, rows: unpackSteps(codec, steps) })
    return typeof line === 'string' ? line : (line as DeletedLine)
  } catch {
    return 'its rows are damaged.'
  }
}

type Numbered = 'tag' | 'collection' | 'annotation' | 'saved_search' | 'rule'
const NUMBERED: readonly string[] = [
  'tag',
  'collection',
  'annotation',
  'saved_search',
  'rule',
] satisfies Numbered[]

/** The rows of one thing with numbers of this archive. */
class Numbers {
  readonly #taking: OwnTaking
  readonly #living: Living
  readonly #thing: DeletedLine
  /** what went with it, which comes back under numbers of its own */
  readonly #fresh = new Map<string, number>()

  constructor(taking: OwnTaking, living: Living, thing: DeletedLine) {
    this.#taking = taking
    this.#living = living
    this.#thing = thing
  }

  rows(): RowChange[] {
    const rows = this.#thing.rows as RowChange[]
    for (const { table, before } of rows)
      if (before && NUMBERED.includes(table) && !this.#fresh.has(`${table} ${before['id']}`))
        this.#fresh.set(`${table} ${before['id']}`, freshId(this.#taking.db, table as Numbered))
    return rows.flatMap(({ table, before, after }): RowChange[] => {
      const [was, is] = [this.#here(table, before), this.#here(table, after)]
      return (before && !was) || (after && !is) ? [] : [{ table, before: was, after: is }]
    })
  }

  /** null where it is of something that is not here */
  #here(table: OwnTableName, row: Row | null): Row | null {
    if (!row) return null
    const ours: Row = { ...row }
    const { tags, collections } = this.#living
    const number = (of: string, id: Row[string] | undefined, alive?: ReadonlyMap<number, number>) =>
      this.#fresh.get(`${of} ${id}`) ?? alive?.get(id as number) ?? null
    if (NUMBERED.includes(table)) ours['id'] = number(table, row['id'])
    if ('article_id' in row) ours['article_id'] = this.#taking.here.get(row['article_id'] as number) ?? null
    if ('tag_id' in row) ours['tag_id'] = number('tag', row['tag_id'], tags)
    if ('collection_id' in row)
      ours['collection_id'] = number('collection', row['collection_id'], collections)
    if (table === 'tag') ours['parent_id'] = number('tag', row['parent_id'], tags)
    if (table === 'collection') ours['parent_id'] = number('collection', row['parent_id'], collections)
    if (table === 'saved_search' && typeof row['query'] === 'string') {
      const query = JSON.parse(row['query']) as Parameters<typeof queryHere>[2]
      ours['query'] = JSON.stringify(queryHere(this.#taking, this.#thing.name, query, tags, collections))
    }
    const needed = table === 'rule' ? [] : ['article_id', 'tag_id', 'collection_id']
    return needed.some((column) => column in ours && ours[column] === null) ? null : ours
  }
}
