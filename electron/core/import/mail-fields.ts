/** What an e-mail's header says of the article in it. */
import type { PublishedDate } from '../../shared/model.ts'
import type { PageCapture } from './captures/captures.ts'

/** A subject without `Fwd:`, `Re:` and what mail programs in other languages write for them. */
export function withoutPrefixes(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|fwd?|aw|wg|tr|rv|enc|vs|sv|doorst)\s*(?:\[\d+\])?:)+\s*/i, '').trim()
}

/** The minute in which a message was sent, in its sender's own time; null where it does not say. */
export function sentOn({ mail }: PageCapture): PublishedDate | null {
  const minute = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?/.exec(
    mail?.date ?? '',
  )
  return minute && { value: `${minute[1]}${minute[2] ?? ''}`, precision: 'minute', source: 'header' }
}
