/** What a person had added to an article in the program that an export came from, and what became of each of its fields. */

/** A passage that somebody had marked. */
export interface BroughtHighlight {
  /** the words; found again in the article's text, or kept in the orphan tray */
  quote: string
  prefix?: string
  suffix?: string
  note?: string
  /** our colours: yellow, green, blue, red */
  colour?: 0 | 1 | 2 | 3
  createdAtMs?: number
}

/** All of it is optional; what a format does not know is left out, never invented. */
export interface Brought {
  /** as paths: `['policy', 'water']`; a flat tag is one part, also where its name has a slash */
  tags?: string[][]
  starred?: boolean
  /** true: read (or archived, where the program knows only that) */
  read?: boolean
  /** about the whole article */
  notes?: string[]
  highlights?: BroughtHighlight[]
  /** folders and lists as paths; the articles keep the order in which they come */
  collections?: string[][]
  /** when it was saved there */
  savedAtMs?: number
}

/** What became of one field of one record. */
export interface FieldFate {
  /** as the export calls it: `readingProgress` */
  field: string
  fate: 'kept' | 'mapped' | 'lost'
  /** of `mapped` what it became, of `lost` why, for people: `read at 98 % and more`, `colours of labels are not in the export` */
  how?: string
}
