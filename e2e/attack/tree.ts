/** The folder of hostile names, links, a pipe and a hole of 2 GB: what the ledger must say of it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clipfile } from '../app.ts'
import type { Evidence } from './evidence.ts'

/** Judges what only this folder can show. */
export async function judgeTree(app: Clipfile, evidence: Evidence, folder: string): Promise<void> {
  const { judged } = evidence
  judged.set('every regular file imported', regularFiles(evidence, folder) ?? (await namesShown(app)))
  judged.set('symlinks not followed', links(evidence))
  judged.set('the 2 GiB sparse NUL file', refused(evidence, 'sparse-2g.txt'))
}

/** Files of text, told from links, the pipe and what holds nothing or may not be read. */
function regularFiles({ records }: Evidence, folder: string): string | null {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:empty|sparse-2g)\.txt$/.test(entry.name))
    .map(({ name }) => name)
  for (const name of [...names, 'deep.txt']) {
    const record = records.find(({ dump }) => dump === name)
    if (!record) return `${JSON.stringify(name)} has no line in the ledger`
    if (record.state === 'rejected') return `${JSON.stringify(name)} was refused: ${record.reason}`
  }
  return null
}

function links(evidence: Evidence): string | null {
  const { records, looks } = evidence
  for (const { article } of looks)
    if (article.blocks.some(({ text }) => text.includes('root:x:')))
      return 'a link was followed to /etc/passwd'
  for (const name of ['pipe.txt', 'dangling.txt', 'passwd.txt']) {
    const why = refused(evidence, name)
    if (why) return why
  }
  const longest = Math.max(...records.map(({ dump }) => dump.split('/').length))
  return longest > 1 ? 'a loop was walked' : null
}

function refused({ records }: Evidence, name: string): string | null {
  const record = records.find(({ dump }) => dump === name)
  if (!record) return `${name} has no line in the ledger`
  return record.state === 'rejected' && record.reason ? null : `${name} was not refused`
}

/** In the list of records every name is one line of text, and nothing but text. */
async function namesShown(app: Clipfile): Promise<string | null> {
  await app.goTo('Imports')
  await app.imports.getByRole('button', { name: /tree/ }).first().click()
  await app.page.getByRole('radio', { name: 'Records' }).check()
  const rows = app.page.getByRole('row')
  await rows.nth(1).waitFor()
  const heights = await rows.evaluateAll((all) =>
    all.slice(1).map((row) => row.querySelector('td')!.getBoundingClientRect().height),
  )
  const strange = await app.page.locator('main script, main [onmouseover], main b[onmouseover]').count()
  const wide = await app.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  // an override ends with the paragraph that it stands in: here with the cell
  const overridden = await rows.evaluateAll((all) =>
    all.some(
      (row) =>
        /\u202e/.test(row.textContent ?? '') &&
        getComputedStyle(row.firstElementChild!).display !== 'table-cell',
    ),
  )
  await app.goTo('All articles')
  if (strange > 0) return 'a name became markup'
  if (wide) return 'a name widens the window'
  if (overridden) return 'an override in a name reaches beyond it'
  return Math.max(...heights) > 4 * Math.min(...heights) ? 'a name makes its row tall' : null
}

/** The folder as it was copied. */
export function treeCopy(app: Clipfile): string {
  return join(app.place.documents, 'trees', 'tree')
}
