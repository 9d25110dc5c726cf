import { describe, expect, it } from 'vitest'
import { inputs, type Method } from '../shared/api.ts'
import { AppError } from '../shared/errors.ts'
import { PAGE_URL } from './assets.ts'
import { isArchiveCall, isFromOwnPage, parseCall } from './requests.ts'

describe('parseCall', () => {
  it('takes a call of the contract', () => {
    expect(parseCall({ method: 'job.cancel', input: { jobId: 3 } })).toEqual({
      method: 'job.cancel',
      input: { jobId: 3 },
      dropped: false,
    })
    expect(parseCall({ method: 'session.state', input: undefined })).toMatchObject({
      method: 'session.state',
    })
    expect(parseCall({ method: 'session.state' })).toMatchObject({ method: 'session.state' })
  })

  it.each([
    undefined,
    null,
    'session.state',
    [],
    {},
    { method: 7, input: undefined },
    { method: ['session.state'], input: undefined },
    { method: 'session.state', input: undefined, extra: 1 },
    { method: 'nothing', input: undefined },
    { method: 'toString', input: undefined },
    { method: '__proto__', input: undefined },
    { method: 'constructor', input: undefined },
    { method: 'session.state', input: undefined, dropped: 'yes' },
  ])('refuses %j', (message) => {
    expect(() => parseCall(message)).toThrow(expect.objectContaining({ code: 'bad-request' }))
  })

  const hostile = [
    null,
    0,
    'x',
    [],
    [1],
    { id: -1 },
    { id: 1.5 },
    { __proto__: null },
    { path: 'a\0b' },
    () => 1,
    NaN,
  ]

  it.each(Object.keys(inputs) as Method[])('refuses every wrong input of %s', (method) => {
    // empty things say nothing about the view, name no step to undo, or narrow no timeline, which is allowed
    const mayBeEmpty = ['settings.view', 'archive.undo', 'archive.timeline'].includes(method)
    for (const input of mayBeEmpty ? hostile.filter((value) => !isEmpty(value)) : hostile) {
      expect(() => parseCall({ method, input })).toThrow(AppError)
    }
  })

  it('says in few words what is wrong', () => {
    const message = { method: 'import.paths', input: { paths: Array.from({ length: 9_000 }, () => '') } }
    const error = thrown(() => parseCall(message)) as AppError
    expect(error.detail!.length).toBeLessThanOrEqual(500)
  })
})

it('knows who answers', () => {
  expect(isArchiveCall(parseCall({ method: 'archive.stats' }))).toBe(true)
  expect(isArchiveCall(parseCall({ method: 'archiveFile.show' }))).toBe(false)
})

describe('isFromOwnPage', () => {
  const frame = { url: PAGE_URL }

  it('takes the main frame of our page', () => {
    expect(isFromOwnPage({ senderFrame: frame, sender: { mainFrame: frame } })).toBe(true)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no frame', { senderFrame: null, sender: { mainFrame: null } }],
    ['no frame, with a page', { senderFrame: null, sender: { mainFrame: frame } }],
    ['no sender', { senderFrame: frame }],
    ['a frame within the page', { senderFrame: { url: PAGE_URL }, sender: { mainFrame: frame } }],
    ['another address', sameFrame('https://example.org/')],
    ['an address that begins like ours', sameFrame('app://ui.example/')],
    ['a blank page', sameFrame('about:blank')],
    ['an address that is no text', sameFrame({ toString: () => PAGE_URL })],
  ])('refuses %s', (_name, event) => expect(isFromOwnPage(event)).toBe(false))

  it('refuses a frame that is gone', () => {
    const gone = {
      get url(): string {
        throw new Error('Render frame was disposed')
      },
    }
    expect(isFromOwnPage({ senderFrame: gone, sender: { mainFrame: gone } })).toBe(false)
  })

  function sameFrame(url: unknown): unknown {
    const same = { url }
    return { senderFrame: same, sender: { mainFrame: same } }
  }
})

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function thrown(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}
