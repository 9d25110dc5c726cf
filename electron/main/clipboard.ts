/** What is copied, as text and for programs that take it so as HTML. */
import * as electron from 'electron'

/** Electrons before 45, the stand-in among them, take what is copied in another shape. */
interface OlderClipboard {
  write(data: { text: string; html: string }): void
}

/** @param html ours, made of the same words */
export async function copy(text: string, html?: string): Promise<void> {
  if (html === undefined) return electron.clipboard.writeText(text)
  if ('ClipboardItem' in electron) {
    const item = new electron.ClipboardItem({ 'text/plain': text, 'text/html': html })
    return electron.clipboard.write([item])
  }
  ;(electron as { clipboard: unknown } as { clipboard: OlderClipboard }).clipboard.write({ text, html })
}
