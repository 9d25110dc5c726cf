import { expect, it } from 'vitest'
import { EVERYTHING } from '../shared/api.ts'
import { PDF_DEFAULTS, type PdfPreview } from '../shared/export.ts'
import type { FromJobProcess, ToJobProcess } from '../shared/wire.ts'
import { askAside, LastOfEach } from './aside.ts'

const request = {
  kind: 'preview' as const,
  path: '/a.clipfile',
  selection: { query: EVERYTHING, except: [] },
  options: PDF_DEFAULTS,
}
const pages: PdfPreview = {
  ...{ pages: ['<svg/>'], pageWidth: 1, pageHeight: 1 },
  ...{ articles: 1, shown: 1, warnings: [] },
}

class FakeChild {
  posted: ToJobProcess[] = []
  killed = 0
  message: (message: FromJobProcess) => void = () => {}
  exit: (code: number) => void = () => {}
  post = (message: ToJobProcess) => void this.posted.push(message)
  kill = () => void (this.killed += 1)
  onMessage = (listener: (message: FromJobProcess) => void) => void (this.message = listener)
  onExit = (listener: (code: number) => void) => void (this.exit = listener)
}

function previews() {
  const children: FakeChild[] = []
  const last = new LastOfEach<object>()
  const make = (window: object) =>
    last.run(window, (signal) => {
      const child = children[children.push(new FakeChild()) - 1]!
      return askAside(child, request, { nativeBinding: undefined, signal })
    })
  return { children, last, make }
}

it('a later one of a window ends the earlier one; another window keeps its own', async () => {
  const { children, make } = previews()
  const [one, two] = [{}, {}]
  const first = make(one)
  const other = make(two)
  const second = make(one)
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  expect(children.map(({ killed }) => killed)).toEqual([1, 0, 0])
  // what the killed one had still on its way changes nothing
  children[0]!.exit(15)
  children[2]!.message({ type: 'answer', reply: { ok: true, value: pages } })
  children[1]!.message({ type: 'answer', reply: { ok: true, value: pages } })
  expect(await second).toBe(pages)
  expect(await other).toBe(pages)
  expect(children.every(({ killed }) => killed > 0)).toBe(true)
})

it('one that nobody waits for any more is ended', async () => {
  const { children, last, make } = previews()
  const window = {}
  const given = make(window)
  last.stop(window)
  await expect(given).rejects.toMatchObject({ code: 'cancelled' })
  expect(children[0]!.killed).toBe(1)
})

it('says why there is no answer', async () => {
  const { children, make } = previews()
  const failed = make({})
  const error = { code: 'read-failed', message: 'No.' } as const
  children[0]!.message({ type: 'answer', reply: { ok: false, error } })
  await expect(failed).rejects.toMatchObject({ code: 'read-failed' })
  const lost = make({})
  children[1]!.exit(139)
  await expect(lost).rejects.toMatchObject({ code: 'backend-lost' })
})
