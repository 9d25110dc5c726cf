/** The tables whose every change is kept and can be undone. What is derived from them is not among them. */
import type { OwnArea } from '../../shared/own.ts'

export interface OwnTable {
  key: readonly string[]
  area: OwnArea
  /** for people: `2 tags`, `1 note` */
  one: string
  many: string
  /** whether an undo may pass over what was changed since: nobody minds a mark that the reader sets by itself */
  lenient?: boolean
}

export const OWN_TABLES = {
  tag: { key: ['id'], area: 'tags', one: 'tag', many: 'tags' },
  article_tag: { key: ['article_id', 'tag_id'], area: 'tags', one: 'tagging', many: 'taggings' },
  article_read: { key: ['article_id'], area: 'reading', one: 'read mark', many: 'read marks', lenient: true },
  article_star: { key: ['article_id'], area: 'reading', one: 'star', many: 'stars' },
  annotation: { key: ['id'], area: 'annotations', one: 'annotation', many: 'annotations' },
  collection: { key: ['id'], area: 'collections', one: 'collection', many: 'collections' },
  collection_item: {
    key: ['collection_id', 'article_id'],
    area: 'collections',
    one: 'article of a collection',
    many: 'articles of a collection',
  },
  saved_search: { key: ['id'], area: 'searches', one: 'saved search', many: 'saved searches' },
  outlet_alias: { key: ['name_key'], area: 'outlets', one: 'name of an outlet', many: 'names of outlets' },
  outlet_merge: { key: ['outlet_id'], area: 'outlets', one: 'merged outlet', many: 'merged outlets' },
  outlet_colour: { key: ['outlet_id'], area: 'outlets', one: 'outlet’s colour', many: 'outlets’ colours' },
  corrected: {
    key: ['article_id', 'field'],
    area: 'corrections',
    one: 'corrected field',
    many: 'corrected fields',
  },
  trashed: { key: ['article_id'], area: 'trash', one: 'article', many: 'articles' },
  taken_back: { key: ['import_id'], area: 'trash', one: 'import', many: 'imports' },
  // lenient: a step is taken back whether or not the trash was emptied since
  deleted: { key: ['id'], area: 'deleted', one: 'deleted thing', many: 'deleted things', lenient: true },
  rule: { key: ['id'], area: 'rules', one: 'rule', many: 'rules' },
  story_apart: {
    key: ['article_id'],
    area: 'stories',
    one: 'article out of its story',
    many: 'articles out of their stories',
  },
  story_join: {
    key: ['article_id', 'with_id'],
    area: 'stories',
    one: 'article joined to a story',
    many: 'articles joined to stories',
  },
} as const satisfies Record<string, OwnTable>

export type OwnTableName = keyof typeof OWN_TABLES

export function ownTable(name: OwnTableName): OwnTable {
  return OWN_TABLES[name]
}
