/** A server that nobody should find: it counts who knocks, by TCP and by UDP. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

export interface Listener {
  port: number
  /** what arrived, first words of each */
  knocks: string[]
  close: () => Promise<void>
}

/** @param wanted the port; any free one without */
export async function listen(wanted = 0): Promise<Listener> {
  const knocks: string[] = []
  const tcp = createServer((socket) => {
    knocks.push('tcp')
    socket.on('error', () => {})
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\n\r\n')
  })
  tcp.listen(wanted, '127.0.0.1')
  await once(tcp, 'listening')
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp4', () => knocks.push('udp'))
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  return {
    port,
    knocks,
    close: async () => {
      udp.close()
      tcp.close()
      await once(tcp, 'close')
    },
  }
}

/** What Chromium says of requests that it did not make. */
export const REFUSED_REQUEST = [
  /Content Security Policy/,
  /net::ERR_/,
  /request refused/,
  /Failed to load/,
  /Refused to/,
  /CORS/,
  /WebSocket connection/,
]
