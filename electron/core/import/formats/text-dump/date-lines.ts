/** Lines that give the article's date: `Published June 5th, 2026`, `• 09/20/2024`, `June 8, 2021. Summarized by X.` */

import { isRelativeDate, readDate, type DateOptions, type ReadDate } from '../../../text/dates.ts'

export interface DateLine {
  /** null where the line is a date line but gives no date: relative, or only that of an update */
  date: ReadDate | null
}

const LABEL =
  /^(?:(?:first |originally )?(?:published|posted|created|issued|date|by|on)|veröffentlicht|erschienen|stand|datum|publié|mis en ligne|publicado|actualizado|fecha|pubblicato|gepubliceerd|geplaatst|opublikowano|publicerad|publisert|publiceret|julkaistu|yayınlanma(?: tarihi)?|опубликовано|опубліковано|дата|发布时间|公開日|입력)(?:\s+(?:on|at|am|le|el|il|op|den|dnia))?\s*[:：|]?\s+/iu
const UPDATED =
  /(?:last\s+)?(?:updated|modified)|aktualisiert|mis à jour|modifié|actualizado|aggiornato|atualizado|bijgewerkt|zaktualizowano|uppdaterad|oppdatert|opdateret|güncelleme|обновлено|оновлено/iu

/** What a line says about the article's date, or null when it is no date line. */
export function readDateLine(line: string, options: DateOptions): DateLine | null {
  if (line.length > 110) return null
  if (!/\p{Nd}/u.test(line)) return isRelativeDate(line) && line.length < 30 ? { date: null } : null
  // a number and a dot is a day here, not a list sign
  const text = line.replace(/^[-*•·–—|\s]+|[|\s]+$/g, '')
  if (isRelativeDate(text)) return { date: null }
  const unlabelled = text.replace(LABEL, '')
  const update = UPDATED.exec(unlabelled)
  if (update?.index === 0)
    return isDateAfter(unlabelled.slice(update[0].length), options) ? { date: null } : null
  const published = update ? unlabelled.slice(0, update.index).replace(/[\s|,;(·•–—-]+$/, '') : unlabelled
  const whole = usable(readDate(published, options))
  if (whole) return { date: whole }
  // the date first, then something short: a byline, a section, a counter
  const [first, ...rest] = published.split(/\s*[|•·]\s*|\.\s+(?=\p{Lu})|\s+[–—-]\s+/u)
  if (!rest.length || rest.join(' ').length > 45) return null
  const date = usable(readDate(first!.replace(LABEL, ''), options))
  return date ? { date } : null
}

// a year alone on a line is an archive's heading more often than a date of publication
function usable(date: ReadDate | null): ReadDate | null {
  return date && date.precision !== 'year' ? date : date && date.value.length === 4 ? null : date
}

function isDateAfter(text: string, options: DateOptions): boolean {
  return readDate(text.replace(/^[\s:]+|on\s+/g, ''), options) !== null || isRelativeDate(text.trim())
}
