import type { Bridge } from '../electron/shared/api.ts'

declare global {
  interface Window {
    /** put there by preload */
    readonly clipfile: Bridge
  }
}
