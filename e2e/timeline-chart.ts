/** What tests read off the timeline's chart, and how they walk it. */
import { expect, type Locator } from '@playwright/test'
import type { Clipfile } from './app.ts'

/** What a screen reader is told last. */
export function spoken(app: Clipfile): Promise<string> {
  return app.timeline
    .locator('[aria-live=polite]')
    .textContent()
    .then((text) => text ?? '')
}

/** Walks along the lane, backwards, until what is said matches. */
export async function walkTo(app: Clipfile, wanted: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    // told after the view has moved, and again with the title: the next step would be taken over what was told
    await expect.poll(() => spoken(app)).not.toContain('reading title')
    const before = await spoken(app)
    if (wanted.test(before)) return
    await app.press('ArrowLeft')
    await expect.poll(() => spoken(app)).not.toBe(before)
  }
  throw new Error(`Nothing in the lane is told as ${wanted}; last was: ${await spoken(app)}`)
}

/** How many pixels of a canvas are drawn in another colour than its first. */
export function inkOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height)
    const pixels = new Uint32Array(data.buffer)
    return pixels.reduce((ink, pixel) => ink + (pixel === pixels[0] ? 0 : 1), 0)
  })
}
