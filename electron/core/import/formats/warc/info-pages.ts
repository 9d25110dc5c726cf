import { readHead } from './record-head.ts'
import { keyOf } from './neighbours.ts'

export interface InfoPage {
  url: string
  title: string | null
}

const MOST_PAGES = 10_000

/**
 * The pages that old Webrecorder lists in a file's description: `json-metadata: {"pages": [{"url", "title", "timestamp"}]}`, by
 * their addresses.
 * @param head the file's first 64 kB, unpacked: descriptions stand at the beginning
 */
export function infoPages(head: Uint8Array): Map<string, InfoPage> {
  const pages = new Map<string, InfoPage>()
  for (let at = 0; at < head.length;) {
    const found = readHead(head.subarray(at))
    if (found?.type !== 'warcinfo' || found.length === null) break
    const start = at + found.headBytes
    const block = Buffer.from(head.subarray(start, start + found.length)).toString('utf8')
    for (const page of listedIn(block)) if (pages.size < MOST_PAGES) pages.set(keyOf(page.url), page)
    at = start + found.length
    while (head[at] === 0x0d || head[at] === 0x0a) at++
  }
  return pages
}

function listedIn(block: string): InfoPage[] {
  const json = /^json-metadata:(.*)$/im.exec(block)?.[1]
  if (!json) return []
  try {
    const listed = (JSON.parse(json) as { pages?: unknown }).pages
    return Array.isArray(listed) ? listed.flatMap(pageOf) : []
  } catch {
    return []
  }
}

function pageOf(value: unknown): InfoPage[] {
  const { url, title } = (value ?? {}) as { url?: unknown; title?: unknown }
  if (typeof url !== 'string' || !/^https?:/i.test(url)) return []
  return [{ url, title: typeof title === 'string' && title.trim() ? title.trim() : null }]
}
