import { expect, test } from 'vitest'
import { generateArticles, random } from '../../dev/generate.ts'
import type { DiffRun } from '../../shared/timeline.ts'
import { diffWords } from './words.ts'

const side = (runs: readonly DiffRun[], leftOut: DiffRun['kind']) =>
  runs
    .filter(({ kind }) => kind !== leftOut)
    .map(({ text }) => text)
    .join('')

/** The runs say both texts, whatever they say of them. */
function diff(a: string, b: string): DiffRun[] {
  const { runs } = diffWords(a, b)
  expect(side(runs, 'new')).toBe(a)
  expect(side(runs, 'gone')).toBe(b)
  return runs
}

test('a changed word is a changed word, and its neighbours stay', () => {
  expect(diff('The gates stayed shut.', 'The gates stayed open.')).toEqual([
    { kind: 'same', text: 'The gates stayed ' },
    { kind: 'gone', text: 'shut' },
    { kind: 'new', text: 'open' },
    { kind: 'same', text: '.' },
  ])
  expect(diff('', '')).toEqual([])
  expect(diff('', 'New.')).toEqual([{ kind: 'new', text: 'New.' }])
  expect(diff('Gone.', '')).toEqual([{ kind: 'gone', text: 'Gone.' }])
  expect(diff('Same.', 'Same.')).toEqual([{ kind: 'same', text: 'Same.' }])
})

test('a rewritten passage is one change, not a scatter of words around the blanks that stayed', () => {
  const runs = diff('He said the dam holds today.', 'Officials insist nobody was harmed today.')
  expect(runs.map(({ kind }) => kind)).toEqual(['gone', 'new', 'same'])
})

test('scripts without spaces are compared by their characters', () => {
  expect(diff('大坝闸门继续关闭', '大坝闸门继续开放')).toEqual([
    { kind: 'same', text: '大坝闸门继续' },
    { kind: 'gone', text: '关闭' },
    { kind: 'new', text: '开放' },
  ])
})

test('a paragraph that came, went or moved is seen as such', () => {
  const [a, b, c, d] = ['First one here.', 'Second one here.', 'Third one here.', 'Another altogether.']
  const text = (...all: (string | undefined)[]) => all.join('\n\n')
  expect(diff(text(a, b, c), text(a, c))).toEqual([
    { kind: 'same', text: `${a}\n\n` },
    { kind: 'gone', text: `${b}\n\n` },
    { kind: 'same', text: c },
  ])
  expect(diff(text(a, c), text(a, d, c)).find(({ kind }) => kind === 'new')).toEqual({
    kind: 'new',
    text: `${d}\n\n`,
  })
})

test('any two texts can be put together again', () => {
  const next = random(3)
  const letters = ['a', 'b', ' ', '\n\n', '。', '中', 'ก', '’', '😀', 'é', '.']
  const text = () =>
    Array.from({ length: Math.floor(next() * 60) }, () => letters[Math.floor(next() * letters.length)]).join(
      '',
    )
  for (let i = 0; i < 500; i++) diff(text(), text())
})

test('5 MB with every paragraph edited are compared word by word; 5 MB of two different texts end too', () => {
  const paragraphs = [...generateArticles(160, 4)].flatMap((article) => article.paragraphs)
  const edited = paragraphs.map((paragraph, i) => paragraph.replace(/ \w+/, ` x${i}`))
  const a = paragraphs.join('\n\n')
  const { runs, exact } = diffWords(a, edited.join('\n\n'))
  expect(a.length).toBeGreaterThan(500_000)
  expect(exact).toBe(true)
  const same = runs.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.length, 0)
  expect(same / a.length).toBeGreaterThan(0.9)
  const other = [...paragraphs]
    .reverse()
    .map((paragraph) => paragraph.split(' ').reverse().join(' '))
    .join('\n\n')
  expect(diffWords(a, other).exact).toBe(false)
  const endless = 'ab '.repeat(800_000)
  expect(diffWords(endless, endless.replaceAll('a', 'c')).exact).toBe(false)
}, 60_000)
