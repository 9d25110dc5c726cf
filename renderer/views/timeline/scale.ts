/** The time axis as numbers: which days are seen, on how many pixels. Pure; see viewport.svelte.ts for who changes it. */

import { dayOf } from './calendar.ts'

export interface Scale {
  /** the day at the left edge, with fractions */
  from: number
  /** how many days are seen */
  span: number
  /** pixels they are seen on */
  width: number
}

/** Days that may be seen: the archive's, with room on both sides. */
export interface Limits {
  first: number
  last: number
}

/** Never closer than one day: the archive knows no finer place for an item. */
export const MIN_SPAN = 1

/** What archive.lanes takes as days. */
const EARLIEST = -1_000_000
const LATEST = 5_000_000

/** A screen's share that may be panned beyond the first and last day. */
const SLACK = 0.25

export const NO_LIMITS: Limits = { first: dayOf(2000), last: dayOf(2030) }

export function pixelsPerDay(scale: Scale): number {
  return scale.width / scale.span
}

export function xOf(scale: Scale, day: number): number {
  return ((day - scale.from) / scale.span) * scale.width
}

export function dayAt(scale: Scale, x: number): number {
  return scale.from + (x / Math.max(1, scale.width)) * scale.span
}

/** Keeps the view on the archive: not wider than all of it, not off its ends by more than some slack. */
export function clamp(scale: Scale, limits: Limits): Scale {
  const all = limits.last - limits.first
  const widest = Math.max(all * 1.1, 60)
  const span = Math.min(Math.max(finite(scale.span, widest), MIN_SPAN), widest)
  const slack = span > all ? (span - all) / 2 + span * 0.02 : span * SLACK
  const from = finite(scale.from, limits.first)
  return { ...scale, span, from: Math.min(Math.max(from, limits.first - slack), limits.last + slack - span) }
}

/** Zooms so that the day under `x` stays where it is. `factor` 2 shows half as many days. */
export function zoomAt(scale: Scale, factor: number, x: number, limits: Limits): Scale {
  const still = dayAt(scale, x)
  const { span } = clamp({ ...scale, span: scale.span / factor }, limits)
  return clamp({ ...scale, span, from: still - (x / Math.max(1, scale.width)) * span }, limits)
}

export function panBy(scale: Scale, pixels: number, limits: Limits): Scale {
  return clamp({ ...scale, from: scale.from + (pixels / Math.max(1, scale.width)) * scale.span }, limits)
}

/** A view of whole days with a little air on both sides. */
export function framing(first: number, last: number, width: number, air = 0.02): Scale {
  const days = Math.max(1, last - first)
  return { from: first - days * air, span: days * (1 + 2 * air), width }
}

/** Halfway views of an animated zoom: the span changes by ratio, and the day that both views share stays still. */
export function between(a: Scale, b: Scale, t: number): Scale {
  if (t >= 1) return b
  const span = a.span * (b.span / a.span) ** t
  const shift = Math.abs(a.span - b.span) < 1e-9 ? t : (a.span - span) / (a.span - b.span)
  return { from: a.from + (b.from - a.from) * shift, span, width: b.width }
}

/** Whole days that hold the view and `screens` more on each side, within what the archive answers. */
export function padded(scale: Scale, screens: number, limits: Limits): [number, number] {
  const pad = scale.span * screens
  const from = Math.max(Math.floor(scale.from - pad), Math.floor(limits.first), EARLIEST)
  const to = Math.min(Math.ceil(scale.from + scale.span + pad), Math.ceil(limits.last), LATEST)
  return from <= to ? [from, to] : [to, to]
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise
}
