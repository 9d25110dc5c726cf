/** What the window has to tell: toasts that pass, problems that wait for an answer, a banner while something is broken. */
import { asAppError } from '../client.ts'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'problem'
  /** a newer one of a kind takes the place of the one before */
  kind?: 'change'
  /** until it is dismissed: it leads to what is not to be missed */
  stays?: boolean
  action?: { label: string; run: () => void } | undefined
}

export interface Problem {
  title: string
  message: string
  /** what to do next; or reasons, a line each */
  detail: string | undefined
}

const TOAST_MS = 9_000

export class Notices {
  #toasts: Toast[] = $state.raw([])
  #problem: Problem | null = $state.raw(null)
  #banner: { message: string; fatal: boolean } | null = $state.raw(null)
  #spoken = $state('')
  #nextId = 1

  get toasts(): Toast[] {
    return this.#toasts
  }
  get problem(): Problem | null {
    return this.#problem
  }
  get banner(): { message: string; fatal: boolean } | null {
    return this.#banner
  }
  /** for screen readers only */
  get spoken(): string {
    return this.#spoken
  }

  toast(text: string, options: Omit<Toast, 'id' | 'text' | 'tone'> & { tone?: Toast['tone'] } = {}): void {
    const toast: Toast = { id: this.#nextId++, text, tone: 'plain', ...options }
    const others = this.#toasts.filter((one) => toast.kind === undefined || one.kind !== toast.kind)
    this.#toasts = [...others.slice(-2), toast]
    // A problem, or something to click, stays until it is answered or pushed out.
    if (toast.tone === 'plain' && !toast.stays)
      setTimeout(() => this.dismiss(toast.id), toast.action ? TOAST_MS * 2 : TOAST_MS)
  }

  dismiss(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id)
  }

  /** Shows what went wrong in a dialog. A dialog that the person cancelled is no problem. */
  fail(title: string, error: unknown): void {
    const { code, message, detail } = asAppError(error)
    if (code === 'cancelled' || code === 'backend-lost') return
    this.#problem = { title, message, detail }
  }

  /** Shows reasons, a line each, that were asked for. */
  explain(title: string, message: string, detail: string): void {
    this.#problem = { title, message, detail }
  }

  acknowledge(): void {
    this.#problem = null
  }

  lost(message: string, fatal: boolean): void {
    this.#banner = { message, fatal }
  }

  /** The archive answers again. One that was given up does not. */
  recovered(): void {
    if (!this.#banner?.fatal) this.#banner = null
  }

  /** Another archive, or none: what was broken is not there any more. */
  forgetBanner(): void {
    this.#banner = null
  }

  speak(text: string): void {
    this.#spoken = text
  }
}

/** What went wrong, in one line, where it is told in its place. */
export function asProblem(error: unknown): string {
  const { message, detail } = asAppError(error)
  return detail ? `${message} ${detail}` : message
}
