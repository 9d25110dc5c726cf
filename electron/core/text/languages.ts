/** The language of an article's body: by its script where the script says it, else by n-grams of its first sentences. */

import { eld } from 'eld/extrasmall'

/** Scripts that one language owns (for news, that is): block start, block end, language. */
const SCRIPTS: readonly (readonly [number, number, string])[] = [
  [0x370, 0x3ff, 'el'],
  [0x530, 0x58f, 'hy'],
  [0x590, 0x5ff, 'he'],
  [0x980, 0x9ff, 'bn'],
  [0xa00, 0xa7f, 'pa'],
  [0xa80, 0xaff, 'gu'],
  [0xb00, 0xb7f, 'or'],
  [0xb80, 0xbff, 'ta'],
  [0xc00, 0xc7f, 'te'],
  [0xc80, 0xcff, 'kn'],
  [0xd00, 0xd7f, 'ml'],
  [0xd80, 0xdff, 'si'],
  [0xe00, 0xe7f, 'th'],
  [0xe80, 0xeff, 'lo'],
  [0x1000, 0x109f, 'my'],
  [0x10a0, 0x10ff, 'ka'],
  [0x1200, 0x137f, 'am'],
  [0x1780, 0x17ff, 'km'],
  [0x3040, 0x30ff, 'ja'],
  [0x4e00, 0x9fff, 'zh'],
  [0xac00, 0xd7af, 'ko'],
]

const SHORT_SAMPLE = 180
const LONG_SAMPLE = 700

/**
 * BCP 47 primary tag of a text, or null when it cannot be told: too short, mixed, or a language that the n-grams do not
 * know. About 50 µs, because a couple of sentences are enough; more is read only where they leave a doubt.
 */
export function detectLanguage(text: string): string | null {
  const sample = narrow(text.slice(0, LONG_SAMPLE))
  const script = languageOfScript(sample)
  if (script !== undefined) return script
  if (isPlainlyEnglish(sample)) return 'en'
  const short = eld.detect(sample.slice(0, SHORT_SAMPLE))
  if (short.isReliable()) return settle(short.language, sample)
  if (sample.length <= SHORT_SAMPLE) return null
  const long = eld.detect(sample)
  return long.isReliable() ? settle(long.language, sample) : null
}

const WIDE_QUOTES = /[‘’]/g
const WIDE_SIGNS = /[“”„–—…]/g

/**
 * A sample of one byte a character where typography alone makes it two (or a sign elsewhere in the text that it was cut
 * from): the n-grams' patterns take half the time on it.
 */
function narrow(sample: string): string {
  const plain = sample.replace(WIDE_QUOTES, "'").replace(WIDE_SIGNS, '-')
  return /[^\x00-\xff]/.test(plain) ? sample : Buffer.from(plain, 'latin1').toString('latin1')
}

const ENGLISH =
  /\b(?:the|of|and|to|in|that|for|is|was|on|with|said|by|as|at|from|has|have|it|he|a|be|his|will)\b/gi
/** Of these no other language of news has two. */
const ONLY_ENGLISH = new Set(['the', 'and', 'that', 'with', 'from', 'said', 'his', 'will'])
const GLANCE = 400

/**
 * Half of most archives is English, and a third of English is these few words: seeing them takes a tenth of the time that
 * the n-grams do.
 */
function isPlainlyEnglish(sample: string): boolean {
  const glance = sample.slice(0, GLANCE)
  const found = glance.match(ENGLISH) ?? []
  const words = glance.split(' ').length
  // English has some 0.4 of them: a fifth of the words is more than half of the sample
  if (words < 25 || found.length < words * 0.2) return false
  const telling = found.map((word) => word.toLowerCase()).filter((word) => ONLY_ENGLISH.has(word))
  return telling.length >= words * 0.06 && new Set(telling).size >= 2 && telling.includes('the')
}

/** The script's language; null where there are too few letters; undefined where the script leaves it open. */
function languageOfScript(sample: string): string | null | undefined {
  const counts = new Map<string, number>()
  let letters = 0
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (code < 0x41 || (code > 0x5a && code < 0x61) || (code > 0x7a && code < 0xc0)) continue
    letters++
    if (code < 0x370 || (code > 0x3ff && code < 0x530)) continue // Latin, Cyrillic
    for (const [start, end, language] of SCRIPTS) {
      if (code >= start && code <= end) {
        counts.set(language, (counts.get(language) ?? 0) + 1)
        break
      }
    }
  }
  if (letters < 12) return null
  // Japanese mixes kana with Han: a few kana decide
  const kana = counts.get('ja') ?? 0
  const han = counts.get('zh') ?? 0
  if (kana + han > letters / 2) return kana > (kana + han) * 0.05 ? 'ja' : 'zh'
  for (const [language, count] of counts) if (count > letters / 2) return language
  return undefined
}

const INDONESIAN =
  /\b(?:bahwa|karena|dari|adalah|saat|tidak bisa|polisi|kantor|mobil|beberapa|hingga|usai|sebuah|bisa|oleh)\b/gi
const MALAY =
  /\b(?:bahawa|kerana|daripada|ialah|ketika|pejabat|polis|kereta|beliau|manakala|berkata|boleh|sehingga|iaitu)\b/gi

/** The n-grams have no Indonesian and call it Malay; small words tell the two apart. */
function settle(language: string, sample: string): string {
  if (language !== 'ms') return language
  const indonesian = sample.match(INDONESIAN)?.length ?? 0
  const malay = sample.match(MALAY)?.length ?? 0
  return indonesian > malay ? 'id' : 'ms'
}
