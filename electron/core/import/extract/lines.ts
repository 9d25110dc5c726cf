/** Short lines around an article that say who, when and where rather than tell anything. */

import { MONTH_NUMBERS, WEEKDAY_WORDS } from '../../text/calendar-words.ts'
import { isRelativeDate, readDate } from '../../text/dates.ts'
import { foldText, foldWord } from '../../text/folding.ts'

const words = (text: string) => new Set(text.split(/\s+/).filter(Boolean).map(foldWord))

/** What stands around a date, in the languages of news. */
const AROUND_DATES = words(`
  published updated update last modified posted created on at from first as of stand aktualisiert veröffentlicht erschienen vom am um uhr
  publié mis à jour le modifié publicado actualizado el las hs h pubblicato aggiornato modifica il alle ore aktualizacja publikacja data
  gepubliceerd bijgewerkt opdateret oppdatert publisert publicerad uppdaterad опубликовано обновлено güncelleme güncellenme tarihi tarih giriş
  saat diperbarui terbit wib ist cet cest gmt utc est edt bst et pt ct pm am a p m min mins minute minutes read reading time lesezeit minuten by von
  vor ago hours hour days day months stunden tagen tag online seit heute gestern today yesterday und and em às atualizado de del do kl klokken
  th st nd rd er zuletzt ausgabe dnes včera issue vol no tid publikováno aktualizováno the in
`)
const WRITING = words(`
  by von par por di written reporter reporters correspondent editor writer staff journalist redakteur redakteurin redaktion autor autorin follow in for
  bureau news agency exklusiv aus text words photos story reporting foto fotos and und et y e publicado categoria author senior chief political
  associated press reuters afp dpa ap ansa efe tt ntb ritzau apa sda pti tass interfax bloomberg agencies report
`)

/** Letters of a line that are none of the words given, nor a month or a weekday. */
function otherLetters(text: string, known: readonly Set<string>[]): number {
  let letters = 0
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const folded = foldWord(word)
    if (MONTH_NUMBERS.has(folded) || WEEKDAY_WORDS.has(folded) || known.some((set) => set.has(folded)))
      continue
    letters += word.length
  }
  return letters
}

/** `Published 3 May 2024, 10:12`, `31. 10. 2025 17:46`, `Updated: …`: a date and the words around dates, nothing else. */
export function isDateLine(text: string): boolean {
  if (text.length > 120 || !/\p{Nd}/u.test(text)) return false
  if (readDate(text) || isRelativeDate(text)) return true
  if (!hasDate(text)) return false
  // `05/10/2018 - Publicado por: … - Categoria: … - Tags: …`
  if (/^\d/.test(text) && (text.match(/\p{L}:\s/gu)?.length ?? 0) > 1) return true
  return otherLetters(text, [AROUND_DATES, WRITING]) <= 3
}

export function hasDate(text: string): boolean {
  return /(?:19|20)\d{2}|\d{1,2}:\d{2}|\d{1,2}\.\d{1,2}\.|\bago\b|\bvor \d/.test(text)
}

/** A byline: the authors' names, dates and roles, and little more. */
export function isAuthorLine(text: string, authors: readonly string[]): boolean {
  if (text.length > 160) return false
  let rest = text.toLowerCase()
  let named = false
  for (const author of authors) {
    if (author.length < 4) continue
    const parts = rest.split(author.toLowerCase())
    if (parts.length < 2) continue
    rest = parts.join(' ')
    named = true
  }
  return named && otherLetters(rest, [AROUND_DATES, WRITING]) <= 12
}

const BARE_BYLINE = /^(?:by|von|par|por|di|door|av|af|text|autor(?:in)?|words)\s*:?\s+$/iu

/** `By Jane Doe`: a preposition and a name. */
export function isBareByline(text: string): boolean {
  if (text.length > 60) return false
  const start = /^\S+\s*:?\s+/u.exec(text)?.[0] ?? ''
  return BARE_BYLINE.test(start) && /^(?:\p{Lu}[\p{L}.'’-]*\s*){2,4}$/u.test(text.slice(start.length))
}

/** What a headline and its repetition share. */
export function isSameLine(a: string, b: string): boolean {
  return foldText(a) === foldText(b)
}
