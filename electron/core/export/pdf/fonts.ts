/** The fonts of a document: those that come with Clipfile first, then what the computer has for what they lack. */
import { Characters, facesOfBytes } from './font-coverage.ts'
import type { FontName, PrintedDocument } from './printed.ts'
import { resourceFiles } from './resources.ts'
import { systemFontsFor, type SystemFonts } from './system-fonts.ts'

const SERIF = 'Source Serif 4'
const SANS = 'Inter'
const MONO = 'JetBrains Mono'
const SCRIPTS = ['Noto Naskh Arabic', 'Noto Serif Hebrew', 'Noto Serif Devanagari', 'Noto Sans Thai Looped']
const SIGNS = ['Noto Sans Symbols 2', 'Noto Emoji']

/** Whose own font comes before the Latin one: its punctuation and figures go with its letters. */
const OWN_SCRIPT: Record<string, string> = {
  ar: SCRIPTS[0]!,
  fa: SCRIPTS[0]!,
  ur: SCRIPTS[0]!,
  ps: SCRIPTS[0]!,
  he: SCRIPTS[1]!,
  yi: SCRIPTS[1]!,
  hi: SCRIPTS[2]!,
  mr: SCRIPTS[2]!,
  ne: SCRIPTS[2]!,
  sa: SCRIPTS[2]!,
  th: SCRIPTS[3]!,
}

/** Nothing is drawn for these whatever the font: joiners, variation selectors, directions, soft hyphens. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u

let bundled: Characters | null = null

/** What our own fonts have between them; read once a process. */
function bundledCharacters(): Characters {
  if (bundled) return bundled
  const characters = new Characters()
  for (const blob of resourceFiles('fonts', '.ttf').values())
    for (const face of facesOfBytes(blob)) characters.addAll(face.characters)
  return (bundled = characters)
}

export class Fonts {
  readonly #kind: 'serif' | 'sans'
  readonly #findOnSystem: typeof systemFontsFor
  readonly #lacking = new Set<number>()
  readonly #unusable = new Set<string>()
  #system: SystemFonts = { families: [], byLanguage: {}, found: new Set() }

  /** @param findOnSystem tests have computers of their own */
  constructor(kind: 'serif' | 'sans', findOnSystem = systemFontsFor) {
    this.#kind = kind
    this.#findOnSystem = findOnSystem
  }

  /** The characters of a text that no bundled font has. */
  lackedBy(text: string): Set<number> {
    const characters = bundledCharacters()
    const lacked = new Set<number>()
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit < 0x180) continue
      const code = unit >= 0xd800 && unit <= 0xdbff ? text.codePointAt(i)! : unit
      if (code > 0xffff) i++
      if (!characters.has(code) && !INVISIBLE.test(String.fromCodePoint(code))) lacked.add(code)
    }
    return lacked
  }

  /**
   * Looks on the computer for what bundled fonts lack; asked again only for what is new.
   * @param unknown which of the families found the typesetter cannot use
   */
  findAlso(lacked: ReadonlySet<number>, unknown: (families: readonly string[]) => string[]): void {
    const before = this.#lacking.size
    for (const code of lacked) this.#lacking.add(code)
    if (this.#lacking.size === before) return
    for (;;) {
      this.#system = this.#findOnSystem(this.#lacking, this.#unusable)
      const refused = unknown(this.#system.families)
      if (refused.length === 0) return
      for (const family of refused) this.#unusable.add(family)
    }
  }

  isMissing(code: number): boolean {
    return this.#lacking.has(code) && !this.#system.found.has(code)
  }

  /** All that is not there becomes a sign that says so; a blank becomes a plain one. */
  withoutMissing(text: string): string {
    const missing = [...this.#lacking].filter((code) => this.isMissing(code))
    if (missing.length === 0) return text
    const set = new RegExp(`[${missing.map((code) => `\\u{${code.toString(16)}}`).join('')}]`, 'gu')
    return text.replace(set, (letter) => (/\s/u.test(letter) ? ' ' : '\ufffd'))
  }

  /** In the order in which they are tried; to be asked for when all that is lacking was looked for. */
  lists(): PrintedDocument['fonts'] {
    const latin = this.#kind === 'serif' ? [SERIF, SANS] : [SANS, SERIF]
    const languages = [...Object.keys(OWN_SCRIPT), ...Object.keys(this.#system.byLanguage)]
    return {
      text: this.#list(latin, ''),
      sans: this.#list([SANS, SERIF], ''),
      mono: this.#list([MONO, SERIF, SANS], ''),
      languages: Object.fromEntries(languages.map((language) => [language, this.#list(latin, language)])),
    }
  }

  #list(latin: string[], language: string): FontName[] {
    const own = OWN_SCRIPT[language]
    const { byLanguage, families } = this.#system
    const wide = byLanguage[language as keyof typeof byLanguage]
    const rest = [...SCRIPTS, ...families, ...SIGNS]
    // Chinese quotes and dashes stand in Chinese type, Latin letters among them in ours
    const all: FontName[] = wide
      ? [{ name: latin[0]!, covers: 'latin-in-cjk' }, wide, ...latin, ...rest]
      : own
        ? [own, ...latin, ...rest]
        : [...latin, ...rest]
    return all.filter((font, i) => all.indexOf(font) === i)
  }
}

/** `U+12000 𒀀`: how a character is told of. */
export function characterName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} ${String.fromCodePoint(code)}`
}
