/** Languages written from right to left, by their primary tag. */
const RTL = new Set([
  'ar',
  'arc',
  'ckb',
  'dv',
  'fa',
  'he',
  'iw',
  'ks',
  'nqo',
  'pnb',
  'ps',
  'sd',
  'syr',
  'ug',
  'ur',
  'yi',
])

export function isRtl(language: string | null): boolean {
  return language !== null && RTL.has(language.toLowerCase().split('-')[0]!)
}

/** For `lang` and `xml:lang`; empty where the language is not known, or is no tag. */
export function languageTag(language: string | null): string {
  return language !== null && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : ''
}
