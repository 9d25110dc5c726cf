/** The headline: every form of it the page has, and the one the reader saw. */

import { foldText } from '../../text/folding.ts'
import { Hint, hintsOf } from './hints.ts'
import { isElem, type Elem, type HtmlTree } from './html-tree.ts'
import type { LinkedData } from './json-ld.ts'
import { META, metaValues, type MetaTags } from './meta-tags.ts'
import { TITLE_SEPARATOR } from './outlet.ts'
import type { Candidate } from '../../../shared/model.ts'
import { oneLine } from './plain-text.ts'

const MAX_TITLE = 400

export function titleCandidates(tree: HtmlTree, tags: MetaTags, data: LinkedData): Candidate[] {
  const found: Candidate[] = []
  const add = (value: string, source: Candidate['source'], detail: string) => {
    const title = oneLine(value)
      .replace(/\u00ad/g, '')
      .slice(0, MAX_TITLE)
    if (title.length > 1 && !found.some((known) => known.value === title && known.source === source))
      found.push({ value: title, source, detail })
  }
  data.headlines.forEach((headline, i) => add(headline, 'json-ld', i === 0 ? 'headline' : 'alternative'))
  for (const { name, value } of metaValues(tags, META.title)) add(value, 'meta', name)
  let microdata = 0
  let headings = 0
  for (const elem of tree.all) {
    if (elem.attrs?.itemprop === 'headline' && microdata++ < 2) add(elemText(elem), 'microdata', 'headline')
    if (elem.tag === 'h1' && headings < 6 && !(hintsOf(elem) & Hint.Hidden)) {
      headings++
      add(elemText(elem), 'heading', 'h1')
    }
  }
  if (tree.title) add(tree.title, 'title-element', 'title')
  return found
}

/** Elements without any text are many on hostile pages, and this is asked of many elements. */
const MAX_STEPS = 5_000

/** The text below an element, at least `limit` characters of it where there are that many; not recursive. */
export function elemText(elem: Elem, limit = 2000): string {
  const parts: string[] = []
  const pending: (Elem | string)[] = [elem]
  let length = 0
  for (let steps = 0; pending.length && length < limit && steps < MAX_STEPS; steps++) {
    const node = pending.pop()!
    if (!isElem(node)) {
      parts.push(node)
      length += node.length
    } else {
      if (node.tag === 'br' || node.tag === 'p' || node.tag === 'div' || node.tag === 'li') parts.push(' ')
      for (let i = Math.min(node.children.length, limit) - 1; i >= 0; i--) pending.push(node.children[i]!)
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim()
}

/**
 * The `h1` when the metadata say about the same; else the metadata's headline. The site's name is taken off its end (or
 * its start) where another candidate shows the headline without it, or the ending is the outlet.
 */
export function chooseTitle(candidates: readonly Candidate[], outlets: readonly string[]): string {
  const bare = candidates.map((candidate) => ({
    ...candidate,
    value: withoutOutlet(candidate.value, candidates, outlets),
  }))
  const names = new Set(outlets.map(foldText))
  const usable = bare.filter(({ value }) => !names.has(foldText(value)))
  const forms = new Map<string, { value: string; votes: number }>()
  for (const candidate of usable) {
    const key = foldText(candidate.value)
    const form = forms.get(key)
    if (form) form.votes += votesOf(candidate)
    else forms.set(key, { value: candidate.value, votes: votesOf(candidate) })
  }
  const best = [...forms.values()].reduce<{ value: string; votes: number } | null>(
    (a, b) => (a && a.votes >= b.votes ? a : b),
    null,
  )
  return best?.value ?? candidates[0]?.value ?? ''
}

/** Not all forms weigh the same: the heading is what was read, the title element is written for search engines. */
function votesOf({ source, detail }: Candidate): number {
  if (source === 'heading') return 1.2
  if (source === 'json-ld') return detail === 'headline' ? 3 : 0.5
  if (detail === 'og:title') return 1
  if (source === 'title-element' || source === 'microdata') return 0.7
  return 0.3
}

function withoutOutlet(title: string, candidates: readonly Candidate[], outlets: readonly string[]): string {
  const names = outlets.map(foldText).filter((name) => name.length > 1)
  let bare = title
  for (let i = 0; i < 4; i++) {
    const parts = cutLast(bare)
    if (!parts) break
    const [front, end] = parts
    const ending = foldText(end)
    const isOutlet =
      ending.length > 1 &&
      names.some(
        (name) =>
          ending === name ||
          (ending.length < name.length * 3 && ending.includes(name)) ||
          (ending.length > 3 && name.includes(ending)),
      )
    const saidWithout = candidates.some(({ value }) => foldText(value) === foldText(front))
    if (!isOutlet && !(saidWithout && front.length >= end.length)) break
    if (front.length < 8 && !saidWithout) break
    bare = front
  }
  const first = TITLE_SEPARATOR.exec(bare)
  if (first && names.includes(foldText(bare.slice(0, first.index))))
    bare = bare.slice(first.index + first[0].length)
  return bare.trim()
}

function cutLast(title: string): [string, string] | null {
  const separators = [...title.matchAll(new RegExp(TITLE_SEPARATOR.source, 'g'))]
  const last = separators.at(-1)
  if (!last) return null
  return [title.slice(0, last.index).trim(), title.slice(last.index + last[0].length).trim()]
}

/** The short texts from the headline on: where date and byline stand on pages that mark them in no way. */
export function linesNear(tree: HtmlTree): string[] {
  const title = tree.all.find((elem) => elem.tag === 'h1')?.index
  if (title === undefined) return []
  const lines: string[] = []
  for (const elem of tree.all.slice(Math.max(0, title - 20), title + 220)) {
    if (elem.index >= title && elem.index < tree.all[title]!.end) continue
    const text = elemText(elem, 200)
    if (text.length > 3 && text.length < 160) lines.push(text)
  }
  return lines
}
