/**
 * JSON that pages carry: repaired where publishers break it, walked without recursion, bounded in size. Structured data
 * follow https://schema.org/NewsArticle and https://www.w3.org/TR/json-ld11/ (`@graph`, arrays, nested entities).
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

const MAX_JSON = 8 * 1024 * 1024
const MAX_JSON_DEPTH = 256

/** Parses JSON as found in the wild; null where nothing can be made of it. */
export function readJson(text: string): Json {
  if (text.length > MAX_JSON) return null
  const bare = unwrap(text)
  if (!bare || tooDeep(bare)) return null
  return tryParse(bare) ?? tryParse(repair(bare)) ?? null
}

function tryParse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

/** Without the comment or CDATA marks that old templates put around scripts. */
function unwrap(text: string): string {
  return text
    .trim()
    .replace(/^(?:<!--|\/\/\s*<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)\s*/, '')
    .replace(/\s*(?:-->|\/\/\s*\]\]>|\/\*\s*\]\]>\s*\*\/|\]\]>)$/, '')
    .replace(/;\s*$/, '')
}

function tooDeep(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_JSON_DEPTH) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

/** Raw line breaks in strings, trailing and doubled commas, wrong escapes, objects set side by side, a cut-off end. */
function repair(text: string): string {
  const out: string[] = []
  const open: string[] = []
  let inString = false
  let from = 0
  let closed = false
  let beside = false
  const put = (until: number, instead = '') => {
    if (until > from) out.push(text.slice(from, until))
    if (instead) out.push(instead)
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (inString) {
      if (char === '\\') {
        if (!/["\\/bfnrtu]/.test(text[i + 1] ?? '')) {
          put(i, '\\\\')
          from = i + 1
        } else i++
      } else if (char === '"') {
        if (endsString(text, i)) inString = false
        else {
          put(i, '\\"')
          from = i + 1
        }
      } else if (char < ' ') {
        put(i, char === '\n' ? '\\n' : ' ')
        from = i + 1
      }
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') {
      if (open.length === 0 && closed) {
        put(i, ',')
        from = i
        beside = true
      }
      open.push(char === '{' ? '}' : ']')
    } else if (char === '}' || char === ']') {
      open.pop()
      closed = true
    }
    if (!inString && char === ',' && /^\s*[,}\]]/.test(text.slice(i + 1, i + 40))) {
      put(i)
      from = i + 1
    }
  }
  put(text.length)
  let repaired = out.join('')
  if (inString) repaired += '"'
  repaired = repaired.replace(/,\s*$/, '') + open.reverse().join('')
  return beside ? `[${repaired}]` : repaired
}

/** A quotation mark inside a text that nobody escaped is followed by more text, not by the syntax. */
function endsString(text: string, at: number): boolean {
  return /^\s*(?:[:}\]]|,\s*(?:["{[\d\-tfn]|$)|$)/.test(text.slice(at + 1, at + 60))
}

/** Visits every object below `json`, outer ones first. */
export function* objectsIn(json: Json, limit = 20_000): Iterable<JsonObject> {
  const pending: Json[] = [json]
  for (let at = 0; at < pending.length && at < limit; at++) {
    const value = pending[at]!
    if (Array.isArray(value)) pending.push(...value.slice(0, 2000))
    else if (value && typeof value === 'object') {
      yield value
      for (const child of Object.values(value)) if (child && typeof child === 'object') pending.push(child)
    }
  }
}

export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return textOf(value[0])
  if (value && typeof value === 'object')
    return textOf(value['@value'] ?? value.name ?? value.url ?? value['@id'])
  return ''
}
