/** Ways of giving an article to somebody or something else: citations, Markdown, paper, a file. */
import { counted } from '../format.ts'
import type { ListQuery } from '../../../electron/shared/api.ts'
import type { SavedSearch } from '../../../electron/shared/own.ts'
import type { Target } from './article-actions.ts'
import { STYLE_NAMES } from './citing.ts'
import { exportSubjects, subjectOfQuery, subjectOfTarget, type Subject } from './export-subjects.ts'
import type { Workspace } from './workspace.svelte.ts'

const PICTURES_MS = 4_000

/** Copies in the style of the last time, and offers another one. */
export async function copyCitation(workspace: Workspace, subject: Subject): Promise<void> {
  const { citing, notices, panels } = workspace
  await workspace.attempt('The citation could not be copied', async () => {
    const style = STYLE_NAMES[await citing.copy(subject.selection)]
    const words = subject.count === 1 ? 'Citation copied' : `${counted(subject.count, 'citation')} copied`
    const action = { label: 'Other style…', run: () => panels.open({ kind: 'cite', subject }) }
    notices.toast(`${words} (${style})`, { action, kind: 'change' })
    notices.speak(words)
  })
}

/** Of one article: the text with its facts, for a notes program. */
export async function copyMarkdown(workspace: Workspace, articleId: number): Promise<void> {
  const { citing, notices } = workspace
  await workspace.attempt('The article could not be copied', async () => {
    await citing.copyMarkdown(articleId)
    notices.toast('Copied as Markdown', { kind: 'change' })
    notices.speak('Copied as Markdown')
  })
}

/** Opens the system's print dialog for the article that is open. */
export async function print(workspace: Workspace): Promise<void> {
  const { reading, notices, client } = workspace
  const articleId = reading.article?.id
  if (articleId === undefined) return notices.toast('Open an article to print it.')
  workspace.show('library')
  await workspace.attempt('The article could not be printed', async () => {
    await picturesHere()
    await client.call('export.print', { articleId })
  })
}

/** Pictures are fetched when they come near; paper has all of them. One that cannot be drawn is not waited for. */
async function picturesHere(): Promise<void> {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('[data-pane="reader"] article img')]
  for (const picture of pictures) picture.loading = 'eager'
  const late = new Promise((resolve) => setTimeout(resolve, PICTURES_MS))
  await Promise.race([Promise.allSettled(pictures.map((picture) => picture.decode())), late])
}

/** Opens the export dialog: for a target, or for what is nearest to where the person is. */
export function openExport(workspace: Workspace, target?: Target): void {
  const one = target ? [subjectOfTarget(target)] : null
  workspace.panels.open({ kind: 'export', subjects: () => one ?? exportSubjects(workspace) })
}

/** All of a collection, also where the list shows something else. */
export function exportCollection(workspace: Workspace, collectionId: number, items: number): void {
  const query = { text: '', outletId: null, importId: null, collectionId }
  const one = [subjectOfQuery(workspace, query, items)]
  workspace.panels.open({ kind: 'export', subjects: () => one })
}

/** What a saved search finds now. */
export async function exportSearch(workspace: Workspace, { id, query }: SavedSearch): Promise<void> {
  const found = await workspace.attempt('The search could not be counted', async () => {
    const [now] = await workspace.client.call('archive.searchCounts', { searchIds: [id] })
    return now ?? 0
  })
  if (found === undefined) return
  const one = [subjectOfQuery(workspace, query, found)]
  workspace.panels.open({ kind: 'export', subjects: () => one })
}

/** What a timeline shows of some days, with the drawing of who published when that a PDF begins with. */
export async function exportDays(workspace: Workspace, query: ListQuery, days: string): Promise<void> {
  const found = await workspace.attempt('The articles could not be counted', () =>
    workspace.client.call('archive.histogram', { query }),
  )
  if (!found) return
  const { total } = found
  const label =
    days === '' ? subjectOfQuery(workspace, query, total).label : `${days}, ${counted(total, 'article')}`
  const one = [{ label, selection: { query, except: [] }, count: total }]
  workspace.panels.open({ kind: 'export', subjects: () => one, options: { timeline: true } })
}

/** The article that a command without a row is for: what is picked or stood on, else the one that is open. */
function target(workspace: Workspace): Target | null {
  const { reading, actions, view, browse } = workspace
  const listed = view === 'library' ? actions.target() : null
  const { article } = reading
  // the one that is read is meant, also where the list stands elsewhere
  if (article && (listed === null || (listed.count === 1 && workspace.picked.count === 0))) {
    const rows = browse.activeRow?.id === article.id ? [browse.activeRow] : []
    return { selection: { ids: [article.id] }, count: 1, rows }
  }
  return listed
}

/** Carries a sharing command of the menu or the keys out. */
export function share(workspace: Workspace, command: 'copy-citation' | 'copy-markdown'): void {
  const { notices, reading } = workspace
  const of = target(workspace)
  if (!of) return notices.toast('Open an article first.')
  if (command === 'copy-citation') {
    const title = of.count === 1 ? (of.rows[0]?.title ?? reading.article?.title) : undefined
    const label = title === undefined ? counted(of.count, 'picked article') : title || 'Untitled'
    return void copyCitation(workspace, { label, selection: of.selection, count: of.count })
  }
  const id = 'ids' in of.selection && of.count === 1 ? of.selection.ids[0] : undefined
  if (id === undefined)
    return notices.toast('One article at a time can be copied. Export makes Markdown of many.')
  void copyMarkdown(workspace, id)
}
