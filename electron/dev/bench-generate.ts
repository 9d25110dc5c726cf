/** `npm run bench:generate [-- COUNT [FOLDER]]`: writes generated articles as text dumps, a thousand to a folder. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asTextDump, generateArticles } from './generate.ts'

export function benchFolder(count: number): string {
  return join(tmpdir(), `clipfile-bench-${count}`)
}

/** @returns bytes of text written */
export function writeDumps(count: number, folder: string): number {
  rmSync(folder, { recursive: true, force: true })
  let number = 0
  let bytes = 0
  let inside = ''
  for (const article of generateArticles(count)) {
    if (number % 1000 === 0) {
      inside = join(folder, String(number / 1000).padStart(4, '0'))
      mkdirSync(inside, { recursive: true })
    }
    const text = asTextDump(article)
    writeFileSync(join(inside, `${String(number++).padStart(7, '0')}.txt`), text)
    bytes += Buffer.byteLength(text)
  }
  return bytes
}

if (import.meta.main) {
  const count = Number(process.argv[2] ?? 100_000)
  const folder = process.argv[3] ?? benchFolder(count)
  const started = performance.now()
  const bytes = writeDumps(count, folder)
  console.log(
    `${count} articles, ${(bytes / 1e6).toFixed(1)} MB in ${folder} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
}
