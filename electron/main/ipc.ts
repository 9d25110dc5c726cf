/** The only file that touches ipcMain: who asks, what for, is it allowed, and where to. */
import { ipcMain, type WebContents } from 'electron'
import { CALL_CHANNEL, type Reply } from '../shared/api.ts'
import { AppError, toErrorReply } from '../shared/errors.ts'
import type { Log } from './log.ts'
import { isFromOwnPage, parseCall, type Call } from './requests.ts'

export interface Router<Window> {
  windowOf(contents: WebContents): Window | undefined
  route(window: Window, call: Call): Promise<Reply<unknown>>
}

/** Answers the pages' calls. Nothing that goes wrong is thrown across: every reply is {ok, …}. */
export function serveCalls<Window>(router: Router<Window>, log: Log): void {
  ipcMain.handle(CALL_CHANNEL, async (event, message: unknown): Promise<Reply<unknown>> => {
    try {
      const window = isFromOwnPage(event) ? router.windowOf(event.sender) : undefined
      if (!window) throw new AppError('not-allowed', 'Only the page of a Clipfile window may ask.')
      return await router.route(window, parseCall(message))
    } catch (error) {
      const reply = toErrorReply(error)
      const inside = reply.code === 'internal' && error instanceof Error ? ` ${error.stack}` : ''
      if (reply.code !== 'cancelled') log('warn', `refused: ${reply.code} ${reply.message}${inside}`)
      return { ok: false, error: reply }
    }
  })
}
