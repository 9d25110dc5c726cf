import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { formatLine, openLog, scoped } from './log.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'log-'))))
afterEach(() => rmSync(folder, { recursive: true }))

it('writes one line a message, with time, level and who speaks', () => {
  const { log, path } = openLog(join(folder, 'logs'))
  scoped(log, 'ipc')('warn', 'refused')
  expect(readFileSync(path, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z warn {2}ipc: refused\n$/)
})

it('lets no message forge another line, nor fill the file', () => {
  const line = formatLine(new Date(0), 'info', `a\r\nb\u2028c\u0000${'x'.repeat(10_000)}`)
  expect(line.split('\n')).toHaveLength(2)
  expect(line).toContain('a ⏎ b ⏎ c ⏎ x')
  expect(line.length).toBeLessThan(2_100)
})

it('keeps three files and no more', () => {
  const { log } = openLog(folder, 200)
  for (let i = 0; i < 40; i++) log('info', `message ${i} ${'.'.repeat(60)}`)
  expect(readdirSync(folder).sort()).toEqual(['clipfile.log', 'clipfile.log.1', 'clipfile.log.2'])
  expect(readFileSync(join(folder, 'clipfile.log'), 'utf8')).toContain('message 39')
})
