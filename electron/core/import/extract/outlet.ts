/** Who published the page: site name, publisher, the title's ending, the domain. */

import { foldText } from '../../text/folding.ts'
import type { HtmlTree } from './html-tree.ts'
import type { LinkedData } from './json-ld.ts'
import { META, metaValues, type MetaTags } from './meta-tags.ts'
import type { Candidate } from '../../../shared/model.ts'

/** ` | `, ` - `, ` – `, ` · `, ` » ` between a headline and the site's name. */
export const TITLE_SEPARATOR = /\s+[|\-–—·•»›:/~_]{1,2}\s+|\s*[|｜]\s*|：(?=[^：]{2,20}$)/

export function outletCandidates(
  tree: HtmlTree,
  tags: MetaTags,
  data: LinkedData,
  url: string | null,
): Candidate[] {
  const found: Candidate[] = []
  const add = (value: string, source: Candidate['source'], detail: string) => {
    const name = cleanOutlet(value)
    if (name && !found.some((known) => known.value === name && known.source === source))
      found.push({ value: name, source, detail })
  }
  const metas = metaValues(tags, META.outlet)
  for (const { name, value } of metas) if (name === 'og:site_name') add(value, 'meta', name)
  for (const name of data.publishers) add(name, 'json-ld', 'publisher')
  for (const { name, value } of metas) if (name !== 'og:site_name') add(value, 'meta', name)
  const domain = url ? domainName(url) : ''
  const ending = tree.title.split(TITLE_SEPARATOR).slice(1).at(-1) ?? ''
  if (ending && ending.length < 50 && domain && foldText(ending).includes(foldText(domain.split('.')[0]!)))
    add(ending, 'title-element', 'title')
  if (domain) add(domain, 'domain', 'url')
  return found
}

/** What copyright lines say after the name. */
const RIGHTS =
  /[\s,.;·|-]*(?:版权所有|版權所有|無断転載禁止|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|все права защищены)[.!]?$/i

function cleanOutlet(value: string): string {
  const name = value
    .replace(/^(?:https?:)?\/\/(?:www\.)?/i, '')
    .replace(/^www\./i, '')
    .replace(/^(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?:by\s+)?/i, '')
    .replace(RIGHTS, '')
    .replace(/\/+$/, '')
    .trim()
  if (
    name.length < 2 ||
    name.length > 80 ||
    /^[@#\d]/.test(name) ||
    /(?:facebook|twitter|youtube)\.com/i.test(name) ||
    name.includes('/')
  )
    return ''
  return name
}

/** A site name repeated by the publisher's data wins; a bare domain only where nothing better is known. */
export function chooseOutlet(candidates: readonly Candidate[]): string | null {
  const isBare = (value: string) => /^[\w-]+(?:\.[\w-]+)+$/.test(value)
  return (
    (
      candidates.find(({ value }) => !isBare(value) && !TITLE_SEPARATOR.test(value)) ?? candidates[0]
    )?.value.split(TITLE_SEPARATOR)[0] ?? null
  )
}

const SECOND_LEVEL = new Set('co com org net ac gov edu or ne go gob'.split(' '))

/** `https://www.news.example.co.uk/…` → `example.co.uk` */
export function domainName(url: string): string {
  const host = /^[a-z][a-z+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? ''
  const parts = host.split('.')
  if (parts.length < 2 || /^\d+$/.test(parts.at(-1)!)) return host
  const take = parts.length > 2 && parts.at(-1)!.length === 2 && SECOND_LEVEL.has(parts.at(-2)!) ? 3 : 2
  return parts.slice(-take).join('.')
}
