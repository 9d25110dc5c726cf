import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

/** The tokens of one theme, by name. */
function tokens(theme: 'light' | 'dark'): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!]))
}

type Rgb = [number, number, number]

function linear(colour: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(colour)
  if (hex) return hex.slice(1).map((part) => expand(Number.parseInt(part, 16) / 255)) as Rgb
  const oklch = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(colour)
  if (!oklch) throw new Error(`unknown colour ${colour}`)
  const [lightness, chroma, hue] = oklch.slice(1).map(Number) as Rgb
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function expand(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour).map((part) => Math.min(1, Math.max(0, part))) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  const colours = tokens(theme)
  const outlets = [...colours.keys()].filter((name) => name.startsWith('outlet-'))

  it('has twelve outlet colours and one for none', () => expect(outlets).toHaveLength(13))

  it.each(['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'bad', ...outlets])(
    '%s is readable on every ground',
    (name) => {
      for (const ground of ['paper', 'panel', 'sel', 'hover']) {
        expect(contrast(colours.get(name)!, colours.get(ground)!), ground).toBeGreaterThanOrEqual(4.5)
      }
    },
  )

  it('marks, chips and buttons are readable', () => {
    expect(contrast(colours.get('ink')!, colours.get('mark')!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.get('ink-2')!, colours.get('mark')!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.get('accent')!, colours.get('accent-soft')!)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.get('accent-ink')!, colours.get('accent')!)).toBeGreaterThanOrEqual(4.5)
  })

  it('highlighted text is readable, its lines can be told from the ground, and no two fills are alike', () => {
    for (const [i, fill] of [0, 1, 2, 3].map((colour) => colours.get(`note-${colour}`)!).entries()) {
      for (const ink of ['ink', 'ink-2'])
        expect(contrast(colours.get(ink)!, fill), fill).toBeGreaterThanOrEqual(4.5)
      for (const ground of ['paper', 'panel', 'sel'])
        expect(contrast(colours.get(`note-line-${i}`)!, colours.get(ground)!), ground).toBeGreaterThanOrEqual(
          3,
        )
    }
  })

  it('rings stand out', () => {
    for (const ground of ['paper', 'panel', 'sel']) {
      expect(contrast(colours.get('focus')!, colours.get(ground)!)).toBeGreaterThanOrEqual(3)
    }
  })

  it('outlet colours lie within sRGB', () => {
    for (const name of outlets) {
      for (const part of linear(colours.get(name)!))
        expect(part, name).toSatisfy((x: number) => x > -0.003 && x < 1.003)
    }
  })
})
