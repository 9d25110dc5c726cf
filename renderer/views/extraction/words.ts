/** What extracting again found, in words. */
import type { ExtractedField, ExtractionPreview, ExtractionState } from '../../../electron/shared/model.ts'
import { count, counted, language, publishedLong } from '../../lib/format.ts'
import { precisionOf } from '../../lib/state/field-words.ts'

export const FIELD_WORDS: Record<ExtractedField, string> = {
  title: 'Title',
  outlet: 'Outlet',
  authors: 'Authors',
  published: 'Published',
  language: 'Language',
  url: 'Address',
  text: 'Text',
  pictures: 'Pictures',
}

/** Why one might look; null where nothing waits. */
export function waitingWords({ outdated, readable }: ExtractionState): string | null {
  const parts = []
  if (outdated > 0)
    parts.push(
      `${counted(outdated, 'article')} ${outdated === 1 ? 'was' : 'were'} read by an older extractor`,
    )
  if (readable > 0)
    parts.push(
      `${counted(readable, 'refused record')} ${readable === 1 ? 'is' : 'are'} of a kind that can be read now`,
    )
  return parts.length > 0 ? `${parts.join(', and ')}.` : null
}

/** `title 3 · text 12`, the most frequent first. */
export function fieldCounts({ fields }: ExtractionPreview): { name: string; count: number }[] {
  return (Object.entries(fields) as [ExtractedField, number][])
    .filter(([, value]) => value > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([field, value]) => ({ name: FIELD_WORDS[field].toLowerCase(), count: value }))
}

/** The whole preview in one sentence, for those who do not see the sum. */
export function previewWords({ looked, changed, gained, failed }: ExtractionPreview): string {
  return `${counted(looked, 'record')} looked at: ${count(changed)} would change, ${count(gained)} would become articles, ${count(failed)} cannot be read any more`
}

/** A field's value as people read it. */
export function fieldValue(field: ExtractedField, value: string): string {
  if (field === 'language' && value) return language(value)
  if (field === 'published' && /^\d{4}(?:-|$)/.test(value))
    return publishedLong({ value, precision: precisionOf(value), source: 'metadata' })
  return value
}
