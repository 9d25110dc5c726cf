/**
 * Which script a few words of bytes are written in. Statistics over pairs of letters need some hundred of them; a headline
 * among English sentences has thirty. How common each letter is, and where it may stand in a word, tells those apart.
 */

import { decodeAs } from './charsets.ts'

interface Script {
  encodings: readonly string[]
  /** its small letters, commonest first */
  letters: string
  /** stand at a word's end only */
  final?: string
  /** never stand at its end */
  inner?: string
  /** letters one of which every longer word has */
  accents?: string
}

const SCRIPTS: readonly Script[] = [
  {
    encodings: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'],
    letters: 'оеаинтсрвлкмдпуіяыьгзбчйхжшюцщєїэфґъё',
    inner: 'ъґ',
  },
  {
    encodings: ['windows-1253', 'iso-8859-7'],
    letters: 'αοιετνσηυρπκμλςωδγίήάόέχθφβύξζώψϊϋΐΰ',
    final: 'ς',
    inner: 'σ',
    accents: 'άέήίόύώΐΰ',
  },
  { encodings: ['windows-1255'], letters: 'יוהלארמתבשנעדחקפםכטגצסזןףךץ', final: 'םןףךץ', inner: 'כמנצ' },
  {
    encodings: ['windows-1256', 'iso-8859-6'],
    letters: 'اليمونرتبعدسفهكقأحجشىصخةذطضزثإغءئآظؤ',
    final: 'ىة',
  },
]

const FEWEST_BYTES = 8
/** of all bytes beyond ASCII those that stand together: accents of Western languages stand alone */
const LEAST_SHARE = 0.6
/** natural logarithm of a letter's likelihood, on average: text has about -3.1, what is misread -5 and less */
const LEAST_LIKELY = -3.8

const COMMONEST = 0.12
const DECLINE = 0.88
const CAPITAL = 0.05
const STRANGE = 1e-4
const MISPLACED = 1e-5
const WITHOUT_ACCENT = 0.05

/** The encoding in which the words beyond ASCII are likeliest to be text of a script that is not Latin, or null. */
export function guessScript(bytes: Uint8Array): string | null {
  const runs = highRuns(bytes)
  const together = runs.filter((run) => run.length >= 3)
  const sum = (list: readonly Uint8Array[]) => list.reduce((length, run) => length + run.length, 0)
  const length = sum(together)
  if (length < FEWEST_BYTES || length < sum(runs) * LEAST_SHARE) return null
  let best: string | null = null
  let most = LEAST_LIKELY
  for (const script of SCRIPTS) {
    for (const encoding of script.encodings) {
      const likelihood =
        together.reduce((all, run) => all + wordLikelihood(decodeAs(run, encoding), script), 0) / length
      if (likelihood <= most) continue
      most = likelihood
      best = encoding
    }
  }
  return best
}

function highRuns(bytes: Uint8Array): Uint8Array[] {
  const runs: Uint8Array[] = []
  for (let i = 0; i < bytes.length; i++) {
    const start = i
    while (i < bytes.length && bytes[i]! >= 0x80) i++
    if (i > start) runs.push(bytes.subarray(start, i))
  }
  return runs
}

/** The sum of the letters' logarithms. */
function wordLikelihood(word: string, script: Script): number {
  let sum = 0
  for (let i = 0; i < word.length; i++) sum += Math.log(letterLikelihood(word, i, script))
  const lacksAccent = script.accents && word.length >= 4 && !new RegExp(`[${script.accents}]`).test(word)
  return lacksAccent ? sum + Math.log(WITHOUT_ACCENT) : sum
}

function letterLikelihood(word: string, i: number, { letters, final, inner }: Script): number {
  const letter = word[i]!
  const small = letter.toLowerCase()
  const rank = letters.indexOf(small)
  if (rank < 0) return STRANGE
  const isLast = i === word.length - 1
  if (isLast ? inner?.includes(small) : final?.includes(small)) return MISPLACED
  const likelihood = COMMONEST * DECLINE ** rank
  if (letter === small) return likelihood
  // a capital follows nothing but capitals
  return i > 0 && word[i - 1] === word[i - 1]!.toLowerCase() ? MISPLACED : likelihood * CAPITAL
}
