import { expect, it } from 'vitest'
import type { Article } from '../../../electron/shared/model.ts'
import { fakeClient, later } from '../../dev/fake-client.ts'
import { Reading } from './reading.svelte.ts'

const article = (id: number) => ({ id, title: `Article ${id}` }) as Article

it('shows the article asked for last, whichever answer comes last', async () => {
  const slow = later<Article>()
  const reading = new Reading(
    fakeClient({ 'archive.article': ({ id }) => (id === 1 ? slow.promise : article(id)) }),
  )
  const first = reading.open(1)
  await reading.open(2)
  slow.resolve(article(1))
  await first
  expect(reading.article?.id).toBe(2)
})

it('says when an article cannot be read, and tries again', async () => {
  const client = fakeClient({})
  const reading = new Reading(client)
  await reading.open(1)
  expect(reading.error).not.toBeNull()
  client.answers['archive.article'] = ({ id }) => article(id)
  await reading.open(1)
  expect(reading.error).toBeNull()
  expect(reading.article?.id).toBe(1)
})

it('remembers how far each was read', () => {
  const reading = new Reading(fakeClient())
  reading.leftAt(1, 300)
  expect([reading.position(1), reading.position(2)]).toEqual([300, 0])
})

const versions = (client = fakeClient()) => {
  client.answers['archive.article'] = ({ id, version = 0 }) =>
    ({ id, version, title: `${id}.${version}` }) as Article
  return { client, reading: new Reading(client) }
}

it('shows an earlier version, and the current one of the next article', async () => {
  const { reading } = versions()
  await reading.open(1)
  await reading.showVersion(7)
  expect([reading.article?.title, reading.earlier]).toEqual(['1.7', true])
  reading.leftAt(1, 300, 7)
  expect([reading.position(1), reading.position(1, 7)]).toEqual([0, 300])
  await reading.open(1)
  expect(reading.article?.title, 'the same article stays as it is').toBe('1.7')
  await reading.showVersion(0)
  expect([reading.article?.title, reading.earlier]).toEqual(['1.0', false])
  await reading.showVersion(7)
  await reading.open(2)
  expect(reading.article?.title).toBe('2.0')
})

it('reads the version that is open again when the archive changes', async () => {
  const { client, reading } = versions()
  await reading.open(1)
  await reading.showVersion(7)
  client.answers['archive.article'] = ({ id, version = 0 }) => ({ id, version, title: 'again' }) as Article
  await reading.refresh()
  expect([reading.article?.title, reading.article?.version]).toEqual(['again', 7])
  client.answers['archive.article'] = () => {
    throw new Error('gone')
  }
  await reading.refresh()
  expect([reading.article?.title, reading.error]).toEqual(['again', null])
})

it('keeps what was corrected, whatever was asked before', async () => {
  const { client, reading } = versions()
  await reading.open(1)
  const slow = later<Article>()
  client.answers['archive.article'] = () => slow.promise
  const refreshed = reading.refresh()
  reading.accept({ id: 1, version: 0, title: 'corrected' } as Article)
  reading.accept({ id: 2, version: 0, title: 'another' } as Article)
  slow.resolve(article(1))
  await refreshed
  expect(reading.article?.title).toBe('corrected')
})
