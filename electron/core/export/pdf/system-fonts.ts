/** Fonts that a person's computer has, for scripts that are too large to come with Clipfile. */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { facesOf } from './font-coverage.ts'

const HOME = homedir()
const FOLDERS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(HOME, '.fonts'),
    join(HOME, '.local/share/fonts'),
  ],
  darwin: ['/System/Library/Fonts', '/Library/Fonts', join(HOME, 'Library/Fonts')],
  win32: [
    join(process.env['WINDIR'] ?? 'C:\\Windows', 'Fonts'),
    join(process.env['LOCALAPPDATA'] ?? HOME, 'Microsoft', 'Windows', 'Fonts'),
  ],
}
const MOST_FILES = 6000
const DEEPEST = 6
/** Fonts that show a box, or nothing, for every character there is, and those that are for screens of pixels. */
const NO_HELP = /lastresort|last resort|adobe blank|unifont|fallback/i

/** The best known for each language, best first: serif before sans, made for paper before made for screens. */
const KNOWN = {
  zh: [
    'Noto Serif CJK SC',
    'Noto Serif SC',
    'Source Han Serif SC',
    'Source Han Serif',
    'Songti SC',
    'STSong',
    'SimSun',
    'Noto Sans CJK SC',
    'Noto Sans SC',
    'Source Han Sans SC',
    'PingFang SC',
    'Microsoft YaHei',
    'WenQuanYi Zen Hei',
    'AR PL UMing CN',
    'Droid Sans Fallback',
  ],
  ja: [
    'Noto Serif CJK JP',
    'Noto Serif JP',
    'Source Han Serif JP',
    'Hiragino Mincho ProN',
    'Yu Mincho',
    'MS Mincho',
    'Noto Sans CJK JP',
    'Noto Sans JP',
    'Hiragino Sans',
    'Yu Gothic',
    'MS Gothic',
    'IPAexMincho',
    'TakaoMincho',
  ],
  ko: [
    'Noto Serif CJK KR',
    'Noto Serif KR',
    'AppleMyungjo',
    'Batang',
    'Noto Sans CJK KR',
    'Noto Sans KR',
    'Apple SD Gothic Neo',
    'Malgun Gothic',
    'NanumMyeongjo',
    'UnBatang',
  ],
} as const

export interface SystemFonts {
  /** in the order in which they should be tried */
  families: string[]
  /** which of them is made for a language */
  byLanguage: Partial<Record<keyof typeof KNOWN, string>>
  /** what they have between them, of what was asked for */
  found: Set<number>
}

/**
 * Looks for fonts that have these characters, as few and as good ones as will do.
 * @param except families that are there and cannot be used
 */
export function systemFontsFor(
  wanted: ReadonlySet<number>,
  except: ReadonlySet<string> = new Set(),
  folders: readonly string[] = FOLDERS[process.platform] ?? [],
): SystemFonts {
  const result: SystemFonts = { families: [], byLanguage: {}, found: new Set() }
  if (wanted.size === 0) return result
  const faces = facesWith(wanted, folders)
  for (const family of except) faces.delete(family)
  const take = (family: string): void => {
    if (!result.families.includes(family)) result.families.push(family)
    for (const code of faces.get(family)!) result.found.add(code)
  }
  for (const language of Object.keys(KNOWN) as (keyof typeof KNOWN)[]) {
    const isNeeded = [...wanted].some((code) => isOf(language, code))
    const family = isNeeded ? KNOWN[language].find((name) => faces.has(name)) : undefined
    if (family === undefined) continue
    result.byLanguage[language] = family
    take(family)
  }
  for (;;) {
    let best: string | null = null
    let most = 0
    for (const [family, codes] of faces) {
      const gain = [...codes].filter((code) => !result.found.has(code)).length
      // of equals the shorter name: `Noto Serif Khmer` before `Noto Serif Khmer Display`
      const isBetter = gain > most || (gain === most && gain > 0 && rankOf(family) < rankOf(best!))
      if (isBetter) [best, most] = [family, gain]
    }
    if (best === null) return result
    take(best)
  }
}

function rankOf(family: string): number {
  return (/serif/i.test(family) ? 0 : 1000) + (/mono|ui|display/i.test(family) ? 500 : 0) + family.length
}

function isOf(language: keyof typeof KNOWN, code: number): boolean {
  if (language === 'ko') return (code >= 0xac00 && code <= 0xd7af) || (code >= 0x1100 && code <= 0x11ff)
  if (language === 'ja') return (code >= 0x3040 && code <= 0x30ff) || isHan(code)
  return isHan(code) || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef)
}

function isHan(code: number): boolean {
  return (
    (code >= 0x2e80 && code <= 0x2fdf) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3ffff)
  )
}

/** Of each family that has some, which of the characters. */
function facesWith(wanted: ReadonlySet<number>, folders: readonly string[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  for (const file of fontFiles(folders)) {
    for (const { family, characters } of facesOf(file)) {
      if (family === '' || family.startsWith('.') || NO_HELP.test(family)) continue
      const codes = [...wanted].filter((code) => characters.has(code))
      if (codes.length === 0) continue
      const known = found.get(family)
      // a family promises only what each of its faces has
      found.set(family, new Set(known ? codes.filter((code) => known.has(code)) : codes))
    }
  }
  return found
}

function fontFiles(folders: readonly string[]): string[] {
  const files: string[] = []
  const look = (folder: string, depth: number): void => {
    let entries
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch {
      return
    }
    for (const entry of entries) {
      if (files.length >= MOST_FILES) return
      const path = join(folder, entry.name)
      if (entry.isDirectory() && depth < DEEPEST) look(path, depth + 1)
      else if (/\.(ttf|otf|ttc|otc)$/i.test(entry.name)) files.push(path)
    }
  }
  for (const folder of folders) look(folder, 0)
  return files.sort()
}
