/** The twelve colours of outlets, as the window has them in its light theme (renderer/styles/tokens.css). */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [0.48, 0.115, 30],
  [0.48, 0.1, 240],
  [0.48, 0.115, 300],
  [0.48, 0.1, 150],
  [0.48, 0.1, 75],
  [0.48, 0.115, 270],
  [0.48, 0.115, 350],
  [0.48, 0.08, 195],
  [0.48, 0.11, 50],
  [0.48, 0.082, 215],
  [0.48, 0.1, 115],
  [0.48, 0.115, 325],
]
const NONE = '#696157'

/** @param hue 0–11; null for no outlet. @returns `#rrggbb` */
export function outletColour(hue: number | null): string {
  const colour = hue === null ? undefined : COLOURS[hue % COLOURS.length]
  return colour ? fromOklch(...colour) : NONE
}

/** https://bottosson.github.io/posts/oklab/ */
function fromOklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const hex = linear.map((value) => {
    const within = Math.max(0, Math.min(1, value))
    const encoded = within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${hex.join('')}`
}
