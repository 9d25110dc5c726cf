/** Where a title line is split into headline and outlet: at the last sign, unless something in the dump says better. */

import { foldText, sameText } from '../../../text/folding.ts'
import { tidy } from '../../../text/lines.ts'
import { namesOutlet } from './outlets.ts'
import { isDomain, looksLikeName, signKind, strongSplits, weakSplits, type Split } from './separators.ts'

/** What the lines around a title line say about its outlet. */
export interface SplitEvidence {
  /** the lines that say the title again: a dump changes the sign before the outlet there, and no other */
  copies: readonly string[]
  /** folded names that the dump gives elsewhere */
  outlets: ReadonlySet<string>
  /** an outlet stands alone on the line below */
  outletBelow: boolean
}

/** The place to split the line, or null when it has no outlet. */
export function chooseSplit(line: string, { copies, outlets, outletBelow }: SplitEvidence): Split | null {
  const splits = strongSplits(line)
  for (const copy of copies) {
    // where the copy has made all dashes alike, the last one counts
    const changed =
      splits.findLast((split) => copyChangesSign(split, copy)) ??
      splits.find((split) => sameText(split.head, copy))
    if (changed) return changed
  }
  const named = splits.find((split) => outlets.has(foldText(split.tail)))
  if (named) return named
  if (outletBelow) return null
  const last = splits.at(-1)
  const strong = last ? plausible(ownPipe(splits) ?? last, copies.length > 0) : null
  return strong ?? weakSplit(line, copies, outlets)
}

/** The copy has the same outlet behind another sign: that sign is the separator. */
function copyChangesSign(split: Split, copy: string): boolean {
  return strongSplits(copy).some(
    (other) =>
      other.sign !== split.sign && sameText(other.tail, split.tail) && sameText(other.head, split.head),
  )
}

/** `Headline - ShiaNews | Shia World News`, `Headline - Agency | English`: the pipe belongs to the outlet. */
function ownPipe(splits: readonly Split[]): Split | null {
  const last = splits.at(-1)!
  const before = splits.at(-2)
  if (!before || signKind(last.sign) !== 'pipe' || signKind(before.sign) !== 'dash') return null
  const [name, rest] = before.tail.split(/\s+[|│｜]\s+/)
  if (!name || !rest || !looksLikeName(name, 4) || !looksLikeName(rest, 4)) return null
  const alike = foldText(name).slice(0, 4) === foldText(rest).slice(0, 4)
  return alike || EDITIONS.test(rest) ? before : null
}

const EDITIONS =
  /^(?:english|deutsch|français|español|italiano|português|türkçe|русский|українська|العربية|中文|日本語|international|world|us|uk|europe|asia|africa|india|global)(?: edition)?$/i

function plausible(split: Split, confirmed: boolean): Split | null {
  const { head, tail } = split
  if (head.length < 8 || !looksLikeName(tail) || /[:;]\s/.test(tail)) return null
  if (isDomain(tail)) return split
  // a headline's own dash is followed by more than a name: `War in the east – what we know`
  return confirmed || (tail.length < head.length && tail.split(/\s+/).length <= 7) ? split : null
}

// who says it, behind the colon of any headline: `Bridge may collapse: Police`
const ATTRIBUTION =
  /^(?:police|report|reports|study|officials?|sources?|experts?|minister|ministry|poll|analysis|opinion|review|video|photos?|survey|updates?|un|eu|who|pm|president|court|lawyer|ceo)\b/i

/** `Headline: Outlet` counts only where something else says the same: a colon is everyday punctuation. */
function weakSplit(line: string, copies: readonly string[], outlets: ReadonlySet<string>): Split | null {
  const last = weakSplits(line).at(-1)
  if (!last || last.head.split(/\s+/).length < 3 || !looksLikeName(last.tail, 6)) return null
  if (outlets.has(foldText(last.tail))) return last
  if (!copies.length || ATTRIBUTION.test(last.tail) || /\d/.test(last.tail)) return null
  // without its outlet the copy would have ended at the colon's left
  const whole = copies.some((copy) => sameText(copy, line))
  const allCapitals = !/(?:^|\s)(?!of |and |the |de |la |der |die |das )\p{Ll}/u.test(last.tail)
  return whole && (namesOutlet(last.tail) || allCapitals) ? last : null
}

/** The outlet that only the copy gives. */
export function outletOfCopy(line: string, copies: readonly string[]): string | null {
  for (const copy of copies) {
    const split = strongSplits(copy).find((found) => sameText(found.head, line))
    if (split && looksLikeName(split.tail)) return tidy(split.tail)
  }
  return null
}
