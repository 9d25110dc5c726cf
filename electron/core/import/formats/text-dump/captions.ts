/** Picture captions: one short line that ends with a credit, `… on Monday. (First Last via Agency)`. */

import { foldText } from '../../../text/folding.ts'
import { isDomain } from './separators.ts'

const LONGEST_CAPTION = 320
const CREDIT_WORDS =
  /\b(?:photo|photos|photograph|photography|picture|image|images|getty|credit|courtesy|handout|file|archive|archiv|via|press|agency|agence|agencia|agenzia|pool|screengrab|screenshot|foto|fotos|bild|imago|illustration|graphic|grafik|crédit|crédito|shutterstock|reuters|afp|ap|epa|dpa|efe|ansa|tass|xinhua|фото|zdjęcie|fot)\b|©|\p{L}\/\p{L}/iu

/**
 * A line that is a picture's caption by its own look.
 * @param outlets folded names that the dump gives elsewhere: an outlet credits itself
 */
export function isCaption(line: string, outlets?: ReadonlySet<string>): boolean {
  if (line.length > LONGEST_CAPTION) return false
  const credit = closingCredit(line)
  if (credit !== null)
    return (outlets?.has(foldText(credit)) && line.length < 200) || creditIsPlausible(line, credit)
  return hasCreditLabel(line)
}

/** What the parenthesis at the line's end holds, inner parentheses included, or null where there is none. */
export function closingCredit(line: string): string | null {
  const end = line.endsWith(').') ? line.length - 2 : line.length - 1
  if (!isClosing(line[end])) return null
  let depth = 0
  for (let i = end; i >= Math.max(0, end - 92); i--) {
    if (isClosing(line[i])) depth++
    else if ((line[i] === '(' || line[i] === '（') && --depth === 0) {
      const inner = line.slice(i + 1, end).trim()
      return inner.length >= 2 ? inner : null
    }
  }
  return null
}

function isClosing(character: string | undefined): boolean {
  return character === ')' || character === '）'
}

// what stands in a closing parenthesis and credits nobody
const REMARK =
  /^(?:more|video|watch|listen|read|see|continued|update[ds]?|laughs|laughter|applause|sic|pdf|part|page|chapter|translated|emphasis|my|our|his|her|not|no|yes|and|or|but|for|in|on|at|from)\b/i

function creditIsPlausible(line: string, credit: string): boolean {
  const before = line.slice(0, line.length - credit.length - 2).trimEnd()
  if (before.length < 8 || /[.!?]$/.test(credit) || !/\p{L}{2}/u.test(credit) || REMARK.test(credit))
    return false
  const keyword = CREDIT_WORDS.test(credit)
  if (line.endsWith(').')) return keyword && before.length < 200 && /\p{L}\/\p{L}/u.test(credit)
  if (!keyword && !isCapitalised(credit)) return false
  const ended = /[.!?。！？]["'”’»)]?$/.test(before)
  if (/\p{Lo}/u.test(credit)) return ended && before.length <= (keyword ? 160 : 60) // no capitals to go by
  if (/^["“„«»‘]/.test(line)) return keyword && credit.includes(' ') && ended // somebody speaks
  const sentences = before.match(/[.!?。！？]["'”’»)]?(?=\s|$)/g)?.length ?? 0
  if (sentences > 3) return false
  // a lone name after a long paragraph is the agency's sign-off, not a caption
  if (!keyword || /^\p{L}+$/u.test(credit))
    return ended ? before.length <= 200 : keyword && before.length <= 140
  return ended || before.length <= 160
}

const SMALL_WORDS = new Set(
  'via by for of the and de del di da von van der la le el y et und & - / •'.split(' '),
)

/** Every word begins with a capital (or has no case), small joining words apart: a name, not a remark. */
function isCapitalised(credit: string): boolean {
  const words = credit.split(/\s+/)
  return (
    words.length <= 9 &&
    words.every((word) => SMALL_WORDS.has(word) || word === '.' || CAPITAL_WORD.test(word) || isDomain(word))
  )
}

// `al-Sayed`, `d’Angelo` and `(EN)` are names too
const CAPITAL_WORD = /^["'“”‘’(]?(?:\p{L}{1,2}[-'’])?[\p{Lu}\p{Lt}\p{Lo}]|^\(\p{L}+\)$/u

const CREDIT_LABEL =
  /(?:^|[\s|/(–—-])(?:(?:ap|afp|epa|dpa) )?(?:photo(?:graph)?s?|pictures?|image credits?|images?|photo credits?|credits?|fotos?|bild(?:er)?|crédits?(?: photo)?|créditos?|imagen|фото|zdjęcie|fot\.?|fotoğraf|kuva|写真|사진|图片来源|صورة)\s*(?:[:：©/]|by\b|par\b)\s*(\S.{0,70})$/iu

function hasCreditLabel(line: string): boolean {
  if (line.length > 260) return false
  if (/^©\s?\S.{0,70}$/.test(line)) return true
  const label = CREDIT_LABEL.exec(line)
  if (!label) return false
  return !/[!?]$|\.\s|["”»]$/.test(label[1]!) && label[1]!.split(/\s+/).length <= 8
}

/** True where a line says the same as a caption beside it, without the credit. */
export function repeatsCaption(line: string, caption: string): boolean {
  if (line.length > LONGEST_CAPTION || line.length < 12) return false
  const credit = closingCredit(caption)
  const words = credit === null ? caption : caption.slice(0, -(credit.length + 2))
  const a = foldText(line)
  const b = foldText(words)
  return (
    a === b ||
    (a.length > 20 && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= b.length * 0.2)
  )
}
