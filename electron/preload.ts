/** The only bridge between page and main: two channels, no Electron object, no path of a file. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL, type Bridge, type Reply } from './shared/api.ts'

type Listener = (payload: unknown) => void

const listeners = new Map<string, Set<Listener>>()

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload)
})

function send(message: { method: string; input: unknown; dropped?: true }): Promise<Reply<unknown>> {
  return ipcRenderer.invoke(CALL_CHANNEL, message) as Promise<Reply<unknown>>
}

/** Its path on the disk; empty for what is dragged out of another page, and for what is no file at all. */
function pathOf(file: unknown): string {
  try {
    return webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0])
  } catch {
    return ''
  }
}

const bridge: Bridge = {
  call: (method, input) => send({ method, input }),
  on(name, listener) {
    const group = listeners.get(name) ?? new Set()
    listeners.set(name, group.add(listener))
    return () => void group.delete(listener)
  },
  importDropped(files) {
    const paths = Array.isArray(files) ? files.map(pathOf).filter((path) => path !== '') : []
    // `dropped` is said here alone: a page cannot name the files that it wants to read
    return send({ method: 'import.paths', input: { paths }, dropped: true })
  },
  platform: process.platform,
}

contextBridge.exposeInMainWorld('clipfile', bridge)
