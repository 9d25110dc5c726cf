/** The only bridge between page and main: two channels, no Electron object, no path of a file. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL, type Bridge, type Reply } from './shared/api.ts'

type Listener = (payload: unknown) => void
const listeners = new Map<string, Set<Listener>>()

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload)
})

function call(method: string, input: unknown): Promise<Reply<unknown>> {
  return ipcRenderer.invoke(CALL_CHANNEL, { method, input }) as Promise<Reply<unknown>>
}

const bridge: Bridge = {
  call,
  on(name, listener) {
    const group = listeners.get(name) ?? new Set()
    listeners.set(name, group.add(listener))
    return () => void group.delete(listener)
  },
  importDropped(files) {
    const paths = (files as Parameters<typeof webUtils.getPathForFile>[0][]).map(webUtils.getPathForFile)
    // what is dragged out of another page has no path
    return call('import.paths', { paths: paths.filter((path) => path !== '') })
  },
  platform: process.platform,
}

contextBridge.exposeInMainWorld('clipfile', bridge)
