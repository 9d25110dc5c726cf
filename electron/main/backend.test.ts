import { describe, expect, it } from 'vitest'
import { AppError } from '../shared/errors.ts'
import type { FromArchiveProcess, ToArchiveProcess } from '../shared/wire.ts'
import { Backend } from './backend.ts'

class FakeChild {
  readonly posted: ToArchiveProcess[] = []
  killed = false
  say: (message: FromArchiveProcess) => void = () => {}
  exit: (code: number) => void = () => {}
  post(message: ToArchiveProcess): void {
    this.posted.push(message)
  }
  kill(): void {
    this.killed = true
  }
  onMessage(listener: (message: FromArchiveProcess) => void): void {
    this.say = listener
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener
  }
}

function setUp() {
  const children: FakeChild[] = []
  const lost: boolean[] = []
  const clock = { nowMs: 1_000 }
  const backend = new Backend({
    path: '/a.clipfile',
    create: true,
    readOnly: false,
    nativeBinding: undefined,
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    onLost: (fatal) => lost.push(fatal),
    onOwn: () => {},
    log: () => {},
    nowMs: () => clock.nowMs,
  })
  return { backend, children, lost, clock, newest: () => children.at(-1)! }
}

const OPENED = { type: 'opened', readOnly: false, indexLag: 0, oldTrash: false } as const
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('Backend', () => {
  it('opens, asks by number and gives each answer to its question', async () => {
    const { backend, newest } = setUp()
    expect(newest().posted).toEqual([{ type: 'open', path: '/a.clipfile', create: true, readOnly: false }])
    newest().say({ type: 'opened', readOnly: true, indexLag: 4, oldTrash: true })
    expect(await backend.opened()).toEqual({ readOnly: true, indexLag: 4, oldTrash: true })
    const first = backend.call('archive.stats', undefined)
    const second = backend.indexLag()
    await tick()
    newest().say({ type: 'reply', id: 2, reply: { ok: true, value: 9 } })
    newest().say({ type: 'reply', id: 1, reply: { ok: true, value: 'stats' } })
    newest().say({ type: 'reply', id: 77, reply: { ok: true, value: 'nobody asked' } })
    expect(await first).toEqual({ ok: true, value: 'stats' })
    expect(await second).toBe(9)
  })

  it('says why an archive does not open, and ends its process', async () => {
    const { backend, children, lost, newest } = setUp()
    newest().say({ type: 'failed', error: { code: 'archive-too-new', message: 'Too new.' } })
    await expect(backend.opened()).rejects.toMatchObject({ code: 'archive-too-new' })
    expect(newest().killed).toBe(true)
    newest().exit(0)
    expect([children.length, lost]).toEqual([1, []])
  })

  it('does not start again what died while opening', async () => {
    const { backend, children, newest } = setUp()
    newest().exit(139)
    await expect(backend.opened()).rejects.toBeInstanceOf(AppError)
    expect(children).toHaveLength(1)
  })

  it('starts again once: open questions are rejected, later ones wait', async () => {
    const { backend, children, lost, newest } = setUp()
    newest().say(OPENED)
    const open = backend.call('archive.stats', undefined)
    await tick()
    newest().exit(139)
    expect(await open).toMatchObject({ ok: false, error: { code: 'backend-lost' } })
    expect([children.length, lost]).toEqual([2, [false]])
    expect(newest().posted[0]).toMatchObject({ create: false })
    const waiting = backend.call('archive.stats', undefined)
    newest().say(OPENED)
    await tick()
    newest().say({ type: 'reply', id: 2, reply: { ok: true, value: 1 } })
    expect(await waiting).toEqual({ ok: true, value: 1 })
  })

  it('gives up when it dies twice within a minute', async () => {
    const { backend, children, lost, clock, newest } = setUp()
    newest().say(OPENED)
    newest().exit(1)
    newest().say(OPENED)
    clock.nowMs += 59_000
    newest().exit(1)
    expect([children.length, lost]).toEqual([2, [false, true]])
    expect(await backend.call('archive.stats', undefined)).toMatchObject({ error: { code: 'backend-lost' } })
    await backend.close()
  })

  it('starts again when it dies a second time much later', () => {
    const { children, lost, clock, newest } = setUp()
    newest().say(OPENED)
    newest().exit(1)
    newest().say(OPENED)
    clock.nowMs += 61_000
    newest().exit(1)
    expect([children.length, lost]).toEqual([3, [false, false]])
  })

  it('is lost for good when the archive does not open again', async () => {
    const { backend, lost, newest } = setUp()
    newest().say(OPENED)
    newest().exit(1)
    newest().say({ type: 'failed', error: { code: 'archive-damaged', message: 'Damaged.' } })
    expect(lost).toEqual([false, true])
    expect(await backend.call('archive.stats', undefined)).toMatchObject({
      error: { code: 'archive-damaged' },
    })
  })

  it('closes cleanly, and is not taken for dead then', async () => {
    const { backend, children, lost, newest } = setUp()
    newest().say(OPENED)
    await backend.opened()
    const closed = backend.close()
    expect(newest().posted.at(-1)).toEqual({ type: 'close' })
    newest().say({ type: 'closed' })
    await closed
    newest().exit(0)
    expect([children.length, lost, newest().killed]).toEqual([1, [], true])
  })
})
