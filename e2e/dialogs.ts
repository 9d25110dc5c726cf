/** The system's dialogs, answered from a list that the test fills. One that nobody expected is cancelled and told. */
import type { ElectronApplication } from '@playwright/test'

export type DialogKind = 'open' | 'save' | 'message'

interface Asked {
  kind: DialogKind | 'error'
  options: { title?: string; message?: string; detail?: string; buttons?: string[] }
  expected: boolean
}

/** Lives in the app's main process. */
interface Desk {
  answers: Record<DialogKind, unknown[]>
  asked: Asked[]
}

type WithDesk = typeof globalThis & { dialogDesk: Desk }

/** Puts the desk in the place of Electron's dialogs. */
export async function takeOverDialogs(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ dialog, shell }) => {
    const desk: Desk = { answers: { open: [], save: [], message: [] }, asked: [] }
    ;(globalThis as WithDesk).dialogDesk = desk
    const take = async <T>(kind: DialogKind, args: unknown[], cancelled: T): Promise<T> => {
      const answer = desk.answers[kind].shift() as T | undefined
      const options = args.at(-1) as Asked['options']
      desk.asked.push({
        kind,
        options: JSON.parse(JSON.stringify(options)) as Asked['options'],
        expected: answer !== undefined,
      })
      return answer ?? cancelled
    }
    dialog.showOpenDialog = async (...args: unknown[]) =>
      take('open', args, { canceled: true, filePaths: [] as string[] })
    dialog.showSaveDialog = async (...args: unknown[]) => take('save', args, { canceled: true, filePath: '' })
    dialog.showMessageBox = async (...args: unknown[]) =>
      take('message', args, { response: 0, checkboxChecked: false })
    dialog.showErrorBox = (title, content) =>
      void desk.asked.push({ kind: 'error', options: { title, message: content }, expected: false })
    // no file manager in tests
    shell.showItemInFolder = (path) =>
      void desk.asked.push({
        kind: 'message',
        options: { title: 'file manager', message: path },
        expected: true,
      })
  })
}

/** The answer to the next dialog of that kind. */
export async function answer(electron: ElectronApplication, kind: DialogKind, value: unknown): Promise<void> {
  await electron.evaluate(
    (_electron, [key, next]) => {
      ;(globalThis as WithDesk).dialogDesk.answers[key].push(next)
    },
    [kind, value] as const,
  )
}

/** All dialogs so far. */
export async function dialogsAsked(electron: ElectronApplication): Promise<Asked[]> {
  return electron.evaluate(() => (globalThis as WithDesk).dialogDesk.asked)
}
