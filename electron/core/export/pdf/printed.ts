/**
 * What the template in resources/pdf is given: `document.json`, `articles.json` and `attachments.json`. Values only. Lengths
 * are in points unless they say em.
 */
import type { AnnotationColour } from '../../../shared/own.ts'

/** A stretch of text; a plain string is one without anything. Flags are there or not. */
export type Run = string | StyledRun | { newline: true }

export interface StyledRun {
  t: string
  em?: true
  strong?: true
  code?: true
  sub?: true
  sup?: true
  /** an address that a reader may be led to: http, https or mailto */
  link?: string
  /** highlighted, in this colour */
  mark?: AnnotationColour
  /** notes that end here */
  notes?: PrintedNote[]
}

export interface PrintedNote {
  number: number
  colour: AnnotationColour
  /** the words it is on, where they are not marked beside it */
  quote: string | null
  blocks: PrintedBlock[]
}

/** A font's name, with what it is for where it is not for everything. */
export type FontName = string | { name: string; covers: string }

export type PrintedBlock = (
  | { kind: 'paragraph' | 'preformatted' | 'caption'; runs: Run[] }
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'quote'; runs: Run[] }
  | { kind: 'quote'; blocks: PrintedBlock[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Run[][] }
  | { kind: 'table'; columns: number; size: number; rows: { runs: Run[] }[][] }
  | { kind: 'figure'; caption: Run[]; isLong: boolean; picture: PrintedPicture | null; missing: string }
  | { kind: 'rule' }
) & { marginNotes?: PrintedNote[] }

export interface PrintedPicture {
  path: string
  alt: string
  width: number
  /** height to width */
  ratio: number
}

export interface PrintedArticle {
  /** its name within the document */
  label: string
  title: string
  /** em */
  titleSize: number
  lang: string
  region: string | null
  rtl: boolean
  /** whether words are parted at the ends of lines */
  hyphenate: boolean
  outlet: string
  /** `#rrggbb` of the outlet */
  colour: string
  authors: string
  date: string
  url: { full: string; shown: string; link: boolean } | null
  /** outlet and date in a line */
  about: string
  head: { outlet: string; title: string }
  itemNote: PrintedBlock[]
  /** notes on the whole article */
  notes: PrintedNote[]
  blocks: PrintedBlock[]
  /** printed where there is no text */
  headlines: { title: string; about: string }[]
  /** notes whose passage is gone */
  lost: PrintedNote[]
  /** a group of lines for each record: name, value, and whether the value is code */
  records: [string, string, boolean][][]
}

export interface PrintedTimeline {
  alt: string
  caption: string
  /** 0–1 of the width */
  ticks: { at: number; label: string }[]
  lanes: {
    name: string
    colour: string
    count: string
    /** place and width 0–1 of the width, share 0–1 of the height */
    bars: { at: number; width: number; share: number }[]
  }[]
}

export interface PrintedPage {
  width: number
  height: number
  top: number
  bottom: number
  left: number
  right: number
  /** the size of small print: heads, feet, the appendix */
  small: number
  /** the width of a column of text, of the gap beside it, and of everything between the margins */
  column: number
  gap: number
  full: number
  /** how tall a picture may be */
  tallest: number
}

export interface PrintedDocument {
  title: string
  shortTitle: string
  authors: string[]
  summary: string
  keywords: string[]
  date: { year: number; month: number; day: number; hour: number; minute: number; second: number }
  page: PrintedPage
  textSize: number
  columns: number
  newPageEach: boolean
  notes: 'none' | 'margin' | 'footnotes'
  /** `languages`: of texts in a language that has a font of its own */
  fonts: { text: FontName[]; sans: FontName[]; mono: FontName[]; languages: Record<string, FontName[]> }
  description: PrintedBlock[]
  cover: {
    titleSize: number
    lang: string
    rtl: boolean
    author: string
    facts: [string, string][]
  } | null
  contents: boolean
  timeline: PrintedTimeline | null
  sources: boolean
}

/** A file within the document: `from` is where its bytes stand in the typesetter's world. */
export interface PrintedAttachment {
  path: string
  from: string
  mime: string
  relationship: string
  description: string
}
