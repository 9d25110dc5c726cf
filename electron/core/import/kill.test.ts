import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../dev/test-archive.ts'
import { runCheck, runImport } from '../archive.ts'
import { documentsText, dumpText, numbered, watched, writeFiles } from './import-fixtures.ts'
import { importAndKill, pictureAt } from './kill-and-resume.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

test('killed at any moment, an import keeps whole batches and goes on to the same end', async () => {
  const dumps = writeFiles(join(folder, 'dumps'), {
    ...numbered(800, (i) => (i % 9 === 4 ? dumpText(i - 1) : dumpText(i))),
    'many.txt': documentsText(5000, 700),
  })
  const whole = join(folder, 'whole.clipfile')
  await runImport(whole, { paths: [dumps] }, watched().control, { create: true })

  const broken = join(folder, 'broken.clipfile')
  let kills = 0
  let records = 0
  // ever later, so that every part of an import is hit and yet it ends
  for (let afterMs = 5; ; afterMs = afterMs * 1.7 + Math.random() * 60) {
    const killed = await importAndKill(broken, dumps, afterMs)
    if (!killed) break
    kills++
    expect(killed.problems).toEqual([])
    expect(killed.records).toBeGreaterThanOrEqual(Math.max(records, killed.acknowledged))
    records = killed.records
  }
  expect(kills).toBeGreaterThan(2)
  expect(pictureAt(broken)).toEqual(pictureAt(whole))
  expect((await runCheck(broken, watched().control)).problems).toEqual([])
}, 120_000)
