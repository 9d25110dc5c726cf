/** What a page says about a field, as choices: each reading once, with all the places that give it. */
import type { Author, Candidate, Candidates } from '../../../electron/shared/model.ts'
import { candidateDate, sourceWords } from './field-words.ts'

export interface Choice {
  /** as it is shown */
  text: string
  /** `JSON-LD headline, heading h1` */
  from: string
  /** what the field becomes */
  value: string
}

/** Readings of a field that is one text. */
export function textChoices(candidates: readonly Candidate[]): Choice[] {
  return merged(candidates.map((one) => ({ text: one.value, from: sourceWords(one), value: one.value })))
}

export function dateChoices(candidates: readonly Candidate[]): Choice[] {
  return merged(
    candidates.map((one) => ({ text: candidateDate(one), from: sourceWords(one), value: one.value })),
  )
}

/** The names that one place gives are one choice; its value has a name a line. */
export function authorChoices(candidates: readonly Candidate[]): Choice[] {
  const places = Map.groupBy(candidates, sourceWords)
  return merged(
    [...places].map(([from, list]) => {
      const names = [...new Set(list.map((one) => one.value))]
      return { text: names.join(', '), from, value: names.join('\n') }
    }),
  )
}

export function choicesOf(candidates: Candidates | null, field: keyof Candidates): Choice[] {
  const list = candidates?.[field] ?? []
  if (field === 'authors') return authorChoices(list)
  return field === 'published' || field === 'modified' ? dateChoices(list) : textChoices(list)
}

export function authorsOfChoice(value: string): Author[] {
  return value.split('\n').map((name) => ({ name }))
}

function merged(choices: Choice[]): Choice[] {
  const byValue = Map.groupBy(choices, (choice) => choice.value)
  return [...byValue.values()].map((same) => ({
    ...same[0]!,
    from: [...new Set(same.map((choice) => choice.from))].join(', '),
  }))
}
