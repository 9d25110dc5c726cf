/** The theme's colours as a canvas needs them: resolved, since a 2D context knows no CSS variables. */

export interface Palette {
  paper: string
  panel: string
  ink: string
  ink2: string
  ink3: string
  rule: string
  bar: string
  accent: string
  outlets: string[]
  font: string
  serif: string
}

const HUES = 12

/** Reads the colours at `probe`, an element of the view that shows nothing. To be read again when the theme changes. */
export function readPalette(probe: HTMLElement): Palette {
  const style = getComputedStyle(probe)
  // Through `color`, because the text of a variable may be light-dark() or color-mix(), which a context refuses.
  const colour = (name: string, otherwise: string): string => {
    probe.style.setProperty('color', `var(${name}, ${otherwise})`)
    return style.color
  }
  return {
    paper: colour('--paper', 'Canvas'),
    panel: colour('--panel', 'Canvas'),
    ink: colour('--ink', 'CanvasText'),
    ink2: colour('--ink-2', 'CanvasText'),
    ink3: colour('--ink-3', 'CanvasText'),
    rule: colour('--rule', 'GrayText'),
    bar: colour('--bar', 'GrayText'),
    accent: colour('--accent', 'Highlight'),
    outlets: [
      ...Array.from({ length: HUES }, (_, hue) => colour(`--outlet-${hue}`, 'CanvasText')),
      // the lane of the rest
      colour('--outlet-none', 'CanvasText'),
    ],
    font: style.fontFamily,
    serif: style.getPropertyValue('--serif') || 'serif',
  }
}
