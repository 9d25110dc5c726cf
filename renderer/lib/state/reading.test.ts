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
