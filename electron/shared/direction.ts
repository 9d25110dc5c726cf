/** Languages and scripts written from right to left, by the tags of BCP 47. */

const LANGUAGES = new Set([
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
const SCRIPTS = new Set(['adlm', 'arab', 'hebr', 'mand', 'nkoo', 'samr', 'syrc', 'thaa'])

/** A script that is named decides: `ku-Arab` and `az-Arab` are, `ks-Deva` and `pa` are not. */
export function isRightToLeft(tag: string): boolean {
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/)
  const script = rest.find((part) => /^[a-z]{4}$/.test(part))
  return script === undefined ? LANGUAGES.has(language) : SCRIPTS.has(script)
}
