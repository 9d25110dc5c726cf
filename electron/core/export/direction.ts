import { isRightToLeft } from '../../shared/direction.ts'

export function isRtl(language: string | null): boolean {
  return language !== null && isRightToLeft(language)
}

/** For `lang` and `xml:lang`; empty where the language is not known, or is no tag. */
export function languageTag(language: string | null): string {
  return language !== null && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : ''
}
