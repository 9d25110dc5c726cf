/** Pages of known publishers as a web archive, imported whole: for `npm run bench:extract`. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runImport } from '../core/import/run-import.ts'
import { temporaryArchive } from './test-archive.ts'

export interface SavedAnswer {
  url: string
  bytes: Uint8Array
}

export interface WarcRun {
  pages: number
  bytes: number
  imported: number
  seconds: number
  /** processor time of all threads together */
  cpuMs: number
}

/** Writes a WARC with a member for each record, as crawlers do, and imports it. */
export async function importAsWarc(answers: readonly SavedAnswer[]): Promise<WarcRun> {
  const { path, remove } = temporaryArchive()
  const file = join(path, '..', 'pages.warc.gz')
  try {
    writeFileSync(file, Buffer.concat(answers.map((answer) => gzipSync(record(answer)))))
    const bytes = readFileSync(file).length
    const cpu = process.cpuUsage()
    const start = performance.now()
    const control = { signal: new AbortController().signal, onProgress: () => {} }
    const run = await runImport(path, { paths: [file] }, control)
    const seconds = (performance.now() - start) / 1000
    const { user, system } = process.cpuUsage(cpu)
    return { pages: answers.length, bytes, imported: run.imported, seconds, cpuMs: (user + system) / 1000 }
  } finally {
    rmSync(file, { force: true })
    remove()
  }
}

function record({ url, bytes }: SavedAnswer): Buffer {
  const head = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n')
  const lines = [
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Target-URI: ${url}`,
    'WARC-Date: 2026-01-02T03:04:05Z',
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${head.length + bytes.length}`,
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), head, bytes, Buffer.from('\r\n\r\n')])
}
