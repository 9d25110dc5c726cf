/** Short lines around an article that say who, when and where rather than tell anything. */

import { isRelativeDate, readDate } from '../../text/dates.ts'
import { foldText } from '../../text/folding.ts'

const AROUND_DATES =
  /(?:published|updated?|last|modified|posted|created|on|at|from|stand|aktualisiert|veröffentlicht|erschienen|vom|am|um|uhr|publié|mis à jour|le|à|publicado|actualizado|el|las|pubblicato|aggiornato|il|alle|ore|aktualizacja|publikacja|gepubliceerd|bijgewerkt|opdateret|oppdatert|publisert|publicerad|uppdaterad|опубликовано|обновлено|güncelleme|tarihi?|diperbarui|wib|ist|cet|cest|gmt|utc|est|edt|bst|et|pm|am|min(?:ute)?s?|read|lesezeit|minuten|by|von|vor|ago|hours?|days?|months?|stunden?|tagen?)/giu

/** `Published 3 May 2024, 10:12`, `31. 10. 2025 17:46`, `Updated: …`: a date and the words around dates, nothing else. */
export function isDateLine(text: string): boolean {
  if (text.length > 110 || !/\p{Nd}/u.test(text)) return false
  if (readDate(text) || isRelativeDate(text)) return true
  if (!/(?:19|20)\d{2}|\d{1,2}:\d{2}|\bago\b|\bvor\b/.test(text)) return false
  const rest = text
    .replace(AROUND_DATES, ' ')
    .replace(/\d+/g, ' ')
    .replace(MONTHS, ' ')
    .replace(/[^\p{L}]+/gu, '')
  return rest.length <= 3
}

const MONTHS =
  /(?:jan(?:uar[yi]?)?|feb(?:ruar[yi]?)?|mar(?:ch|s|zo?|et)?|märz|apr(?:il)?|ma[yijo]|maggio|jun[ei]?|jul[yi]?|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|mon(?:day|tag)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)\.?(?!\p{L})/giu

const ROLE_WORDS =
  /(?:by|von|par|por|di|written|reporter|correspondent|editor|writer|staff|journalist|redakteur(?:in)?|redaktion|autor(?:in)?|published|updated|follow|and|und|in|for|the|bureau|news|agency|exklusiv|aus)/giu

/** A byline: the authors' names, dates and roles, and little more. */
export function isAuthorLine(text: string, authors: readonly string[]): boolean {
  if (text.length > 140) return false
  let rest = text
  let named = false
  for (const author of authors) {
    if (author.length < 4 || !rest.toLowerCase().includes(author.toLowerCase())) continue
    const at = rest.toLowerCase().indexOf(author.toLowerCase())
    rest = rest.slice(0, at) + ' ' + rest.slice(at + author.length)
    named = true
  }
  if (!named) return false
  const left = foldText(
    rest.replace(AROUND_DATES, ' ').replace(MONTHS, ' ').replace(ROLE_WORDS, ' ').replace(/\d+/g, ' '),
  )
  return left.length <= 12
}

const BYLINE_START =
  /^(?:by|von|par|por|di|door|av|af|text|autor(?:in)?|words|photos?)\s*:?\s+(?:\p{Lu}[\p{L}.'’-]+\s+){1,4}(?:\p{Lu}[\p{L}.'’-]+)?$/u

export function isBareByline(text: string): boolean {
  return (
    text.length < 60 &&
    BYLINE_START.test(
      `${text} `
        .replace(/^\p{Ll}/u, (letter) => letter)
        .replace(/^(?:By|Von|Par|Por|Di|Text|Words|Door|Av)\b/, (word) => word.toLowerCase()),
    )
  )
}
