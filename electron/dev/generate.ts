/**
 * Invented articles in any number, always the same ones: Zipf words, the commonest English, 600 a piece; 2,000 outlets of
 * Zipf sizes; 20 years; 8 % near-copies in another outlet with up to 5 % of the words changed.
 */

export interface GeneratedArticle {
  title: string
  outlet: string
  /** days since 1970 */
  day: number
  paragraphs: string[]
  /** number of the article this one copies, or null */
  copyOf: number | null
}

const VOCABULARY = 60_000
const OUTLETS = 2000
const WORDS = 600
const LAST_DAY = 20_766 // 9 November 2026
const DAYS = 20 * 365
const COPY_SHARE = 0.08
/** Copies follow soon after: one of the articles kept here, before it is overwritten. */
const MEMORY = 512

/** mulberry32: 32 bits of state, the same everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Draws ranks 0…n−1 with probability ∝ 1 / (rank + 2.7)^1.07, by binary search in the running sum. */
function zipf(n: number): (at: number) => number {
  const sums = new Float64Array(n)
  let sum = 0
  for (let rank = 0; rank < n; rank++) sums[rank] = sum += 1 / (rank + 2.7) ** 1.07
  return (at) => {
    const target = at * sum
    let low = 0
    let high = n - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < target) low = middle + 1
      else high = middle
    }
    return low
  }
}

const ONSETS = [
  'b',
  'br',
  'c',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
]
const NUCLEI = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou']
const CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'nd', 'rt', 'm']

/** The commonest words are English ones, as half of any news is: language and compression then behave as on real text. */
const COMMON =
  'the of and to in a is that for on it with as was be by at he from his this are have not but had they were has an which ' +
  'their said who will been more one or about would after its also new when there two first over year time people last can ' +
  'all out up could than other some into what only government state president many between three against officials city ' +
  'country water national public police million while before since during company court years according week percent ' +
  'minister news report group most such under where made day now them these may should because those being support world'

function makeWords(count: number, next: () => number): string[] {
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)]!
  const words = new Set<string>(COMMON.split(' '))
  while (words.size < count) {
    // Frequent words are short, as in any language.
    const syllables = 1 + Math.floor(next() * Math.min(4, 1.6 + words.size / 2000))
    let word = ''
    for (let i = 0; i < syllables; i++) word += pick(ONSETS) + pick(NUCLEI) + pick(CODAS)
    words.add(word)
  }
  return [...words]
}

const KINDS = [
  'Ledger',
  'Courier',
  'Wire',
  'Gazette',
  'Observer',
  'Times',
  'Review',
  'Tribune',
  'Post',
  'Herald',
]

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1)
}

/** The first `count` articles of the sequence. */
export function* generateArticles(count: number, seed = 1): Generator<GeneratedArticle> {
  const next = random(seed)
  const words = makeWords(VOCABULARY, next)
  const wordRank = zipf(VOCABULARY)
  const outletRank = zipf(OUTLETS)
  const outlets = Array.from(
    { length: OUTLETS },
    (_, i) => `${capital(words[3000 + i * 7]!)} ${KINDS[i % KINDS.length]}`,
  )
  const word = () => words[wordRank(next())]!
  const memory: { number: number; article: GeneratedArticle }[] = []
  for (let number = 0; number < count; number++) {
    const original =
      next() < COPY_SHARE && memory.length > 0 ? memory[Math.floor(next() * memory.length)]! : null
    const outlet = outlets[outletRank(next())]!
    const article: GeneratedArticle = original
      ? copyArticle(original.article, original.number, outlet, next, word)
      : {
          title: capital(sentence(6 + Math.floor(next() * 8), word)),
          outlet,
          day: LAST_DAY - Math.floor(next() * DAYS),
          paragraphs: makeParagraphs(next, word),
          copyOf: null,
        }
    if (article.copyOf === null) memory[number % MEMORY] = { number, article }
    yield article
  }
}

function sentence(length: number, word: () => string): string {
  return Array.from({ length }, word).join(' ')
}

function makeParagraphs(next: () => number, word: () => string): string[] {
  const paragraphs: string[] = []
  let left = WORDS
  while (left > 0) {
    const sentences: string[] = []
    for (let i = 2 + Math.floor(next() * 3); i > 0 && left > 0; i--) {
      const length = Math.min(left, 12 + Math.floor(next() * 18))
      sentences.push(`${capital(sentence(length, word))}.`)
      left -= length
    }
    paragraphs.push(sentences.join(' '))
  }
  return paragraphs
}

function copyArticle(
  original: GeneratedArticle,
  number: number,
  outlet: string,
  next: () => number,
  word: () => string,
): GeneratedArticle {
  const share = next() * 0.05
  const change = (text: string) => text.replace(/[a-z]+/g, (found) => (next() < share ? word() : found))
  return {
    title: next() < 0.5 ? original.title : capital(sentence(8, word)),
    outlet,
    day: Math.min(LAST_DAY, original.day + Math.floor(next() * 3)),
    paragraphs: original.paragraphs.map(change),
    copyOf: number,
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** The article as a text dump. */
export function asTextDump(article: GeneratedArticle): string {
  const date = new Date(article.day * 86_400_000)
  const published = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`
  return `${article.title} – ${article.outlet}\n${published}\n${article.paragraphs.join('\n')}\n`
}
