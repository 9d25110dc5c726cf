/** What the app asks the network for, as its sessions and Chromium's own log tell it. */
import type { Session } from 'electron'
import { readFileSync } from 'node:fs'
import type { Clipfile } from './app.ts'
import { expect } from '@playwright/test'

type WithAddresses = typeof globalThis & { addresses: string[] }

/** Has every request of every session written down, those of sessions to come included. */
export async function watchRequests(app: Clipfile): Promise<void> {
  await app.electron.evaluate(({ app: electronApp, session }) => {
    const addresses: string[] = ((globalThis as WithAddresses).addresses = [])
    const watch = (one: Session): void => {
      one.webRequest.onSendHeaders(({ url }) => void addresses.push(url))
      one.webRequest.onCompleted(({ url }) => void addresses.push(url))
      one.webRequest.onErrorOccurred(({ url }) => void addresses.push(url))
    }
    watch(session.defaultSession)
    watch(session.fromPartition('ui'))
    electronApp.on('session-created', watch)
  })
  await app.page.reload()
  await expect(app.button('New archive…')).toBeVisible()
}

/** The addresses of all requests since {@link watchRequests}. */
export function requested(app: Clipfile): Promise<string[]> {
  return app.electron.evaluate(() => (globalThis as WithAddresses).addresses)
}

interface NetLog {
  constants: { logEventTypes: Record<string, number> }
  events: { type: number; params?: { url?: string } }[]
}

/**
 * Reads what `--log-net-log` wrote.
 * @returns how many kinds of events there are, those that go outward, and the addresses of the network
 */
export function readNetLog(file: string): { events: number; outward: string[]; addresses: string[] } {
  const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as NetLog
  const names = Object.fromEntries(
    Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]),
  )
  const seen = [...new Set(events.map((event) => names[event.type] ?? ''))]
  const addresses = events.flatMap((event) => event.params?.url ?? [])
  return {
    events: seen.length,
    outward: seen.filter((name) =>
      /^(?:TCP_CONNECT|UDP_(?:CONNECT|BYTES_SENT)|SSL_CONNECT|HOST_RESOLVER_(?:SYSTEM_TASK|DNS_TASK)|DNS_TRANSACTION|QUIC_SESSION_PACKET|WEBSOCKET_|SOCKET_BYTES_SENT)/.test(
        name,
      ),
    ),
    addresses: addresses.filter((url) => /^(?:https?|wss?|ftp):/.test(url)),
  }
}
