/** Parts of a message as the files of its page. */

import { mimeOf } from './media-kind.ts'
import { bodyOf, type Part } from './mime-parts.ts'
import { counted, type Resource } from './page-capture.ts'

export function resourcesOf(parts: readonly Part[], base: string | null, notices: string[]): Resource[] {
  const problems: string[] = []
  const resources = parts.map((part) => resourceOf(part, base, problems))
  // one line for all: a page may have thousands of pictures
  if (problems.length === 1) notices.push(problems[0]!)
  else if (problems.length > 1)
    notices.push(`${counted(problems.length, 'file')} of the page are damaged. ${problems[0]}`)
  return resources
}

function resourceOf(part: Part, base: string | null, problems: string[]): Resource {
  const bytes = bodyOf(part, problems)
  const location = part.location ?? ''
  const name = part.disposition.params.get('filename') ?? part.contentType.params.get('name')
  return {
    url: (location && absoluteAddress(location, base)) || location,
    contentId: part.contentId,
    mime: mimeOf(bytes, part.contentType.type, location || name),
    bytes,
  }
}

/** An address against its base; null where neither is absolute. */
export function absoluteAddress(address: string, base: string | null): string | null {
  if (URL.canParse(address)) return address
  return base && URL.canParse(address, base) ? new URL(address, base).href : null
}

/** Whether links may resolve against it: what names no place cannot be a base. */
export function isPlace(address: string): boolean {
  return URL.canParse(address) && !/^(?:javascript|data|cid|mid|about|blob):/i.test(address)
}
