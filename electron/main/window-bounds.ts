/** Where a window goes. Saved bounds are only a wish: screens come and go, and the file may say anything. */

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export const MIN_SIZE = { width: 720, height: 480 }
const DEFAULT_SIZE = { width: 1280, height: 840 }
/** So much of the window's top must be in reach, or nobody can drag it back. */
const GRIP = 96
const CASCADE = 28

/**
 * The saved bounds moved and shrunk to fit the screen they overlap most; centred on the first (primary) screen where
 * there are none, or where that screen is gone.
 */
export function fitBounds(saved: Bounds | null, workAreas: readonly Bounds[]): Bounds {
  const primary = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  if (!saved || !isSound(saved)) return centre(DEFAULT_SIZE, primary)
  const area = workAreas.reduce(
    (best, next) => (overlap(saved, next) > overlap(saved, best) ? next : best),
    primary,
  )
  if (overlap(saved, area) < GRIP * GRIP) return centre(saved, primary)
  const size = fitSize(saved, area)
  return {
    x: Math.round(clamp(saved.x, area.x, area.x + area.width - size.width)),
    y: Math.round(clamp(saved.y, area.y, area.y + area.height - size.height)),
    ...size,
  }
}

function isSound({ x, y, width, height }: Bounds): boolean {
  return [x, y, width, height].every(Number.isFinite)
}

/** A little right and below another window, so that both can be seen. */
export function cascade(other: Bounds): Bounds {
  return { ...other, x: other.x + CASCADE, y: other.y + CASCADE }
}

function centre(wish: { width: number; height: number }, area: Bounds): Bounds {
  const size = fitSize(wish, area)
  return {
    x: Math.round(area.x + (area.width - size.width) / 2),
    y: Math.round(area.y + (area.height - size.height) / 2),
    ...size,
  }
}

function fitSize(wish: { width: number; height: number }, area: Bounds): { width: number; height: number } {
  return {
    width: Math.round(Math.min(Math.max(wish.width, MIN_SIZE.width), area.width)),
    height: Math.round(Math.min(Math.max(wish.height, MIN_SIZE.height), area.height)),
  }
}

function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
