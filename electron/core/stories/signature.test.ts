import { expect, test } from 'vitest'
import { generateArticles, random } from '../../dev/generate.ts'
import { indexText } from '../index/tokens.ts'
import { ALIKE } from './find-stories.ts'
import { NearCopies } from './near-copies.ts'
import { BINS, exactLikeness, likenessOf, shinglesOf, signatureOf } from './signature.ts'

const of = (text: string) => signatureOf(indexText(text))
const exact = (a: string, b: string) =>
  exactLikeness(new Set(shinglesOf(indexText(a))), new Set(shinglesOf(indexText(b))))

const [first, second] = [...generateArticles(2)].map(({ paragraphs }) => paragraphs.join('\n'))

test('is the same for the same words, whatever their case, marks and line breaks', () => {
  const other = first!.toUpperCase().replaceAll('.', ' — ').replaceAll('\n', '   ').replaceAll(',', '; “')
  expect(of(other)).toEqual(of(first!))
  expect(of(first!)).toHaveLength(BINS)
})

test('is none for a text of a few words, and one for a short item', () => {
  expect(of('Subscribe to read on.')).toBeNull()
  expect(of('')).toBeNull()
  const words = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ')
  expect(of(words)).not.toBeNull()
  expect(of(words)).toEqual(of(words))
})

test('estimates how much two texts have in common', () => {
  expect(likenessOf(of(first!)!, of(second!)!)).toBeLessThan(0.1)
  const half = first!.slice(0, first!.length / 2)
  expect(Math.abs(likenessOf(of(first!)!, of(half)!) - exact(first!, half))).toBeLessThan(0.2)
  expect(exact(first!, half)).toBeCloseTo(0.5, 1)
})

test.each([
  [
    'Chinese',
    '水库管理局星期三表示，由于上游降雨量低于预期，大坝闸门将继续关闭至少两个星期，农民对此表示失望。',
    '他',
  ],
  ['Thai', 'ทางการประกาศว่าประตูเขื่อนจะปิดต่อไปอีกอย่างน้อยสองสัปดาห์เนื่องจากปริมาณน้ำฝนต่ำกว่าที่คาดไว้มาก', 'ก'],
  [
    'Arabic',
    'أعلنت الهيئة يوم الأربعاء أن بوابات السد ستظل مغلقة لمدة أسبوعين على الأقل بسبب قلة الأمطار في المنبع وقال المزارعون إنهم فقدوا الأمل في الموسم الحالي',
    'و',
  ],
])('%s: a changed letter leaves two texts alike, another order does not', (_, text, letter) => {
  const long = text + letter + text.slice(7)
  const changed = long.slice(0, 30) + letter + long.slice(31)
  expect(exact(long, changed)).toBeGreaterThan(0.5)
  expect(exact(long, [...long].reverse().join(''))).toBeLessThan(0.3)
  expect(of(long)).not.toBeNull()
})

/** Changes one word in so many; `blocks`: replaces so large a part of the sentences. */
function edited(text: string, next: () => number, share: number): string {
  return text
    .split(' ')
    .map((word) => (next() < share ? `x${Math.floor(next() * 1e6)}` : word))
    .join(' ')
}

function rewritten(text: string, next: () => number, share: number, other: string): string {
  const sentences = text.split('. ')
  const others = other.split('. ')
  return sentences
    .map((sentence) => (next() < share ? others[Math.floor(next() * others.length)]! : sentence))
    .join('. ')
}

test('near-copies are found, and nothing else: planted edits, rewritten sentences, cuts and agency additions', () => {
  const count = 400
  const texts = [...generateArticles(count * 2, 7)].map(({ paragraphs }) => paragraphs.join('\n'))
  const originals = texts.slice(0, count)
  const near = new NearCopies(count)
  originals.forEach((text, i) => near.add(i, of(text)!))
  const next = random(11)
  const kinds: Record<string, { copy(text: string, i: number): string; recall: number }> = {
    syndicated: {
      copy: (text, i) => `(Wire) — ${text}\nReporting by ${texts[count + i]!.slice(0, 60)}`,
      recall: 0.99,
    },
    'edits of 5 %': { copy: (text) => edited(text, next, 0.05), recall: 0.97 },
    'four fifths shared': { copy: (text, i) => rewritten(text, next, 0.2, texts[count + i]!), recall: 0.9 },
    'cut to three fifths': { copy: (text) => text.slice(0, text.length * 0.6), recall: 0.9 },
  }
  let wrong = 0
  for (const [kind, { copy, recall }] of Object.entries(kinds)) {
    let hits = 0
    originals.forEach((text, i) => {
      const copied = copy(text, i)
      const found = (id: number) => {
        if (exact(originals[id]!, copied) < ALIKE) return
        if (id === i) hits++
        // the generator plants copies of its own
        else if (exact(originals[id]!, text) < ALIKE) wrong++
      }
      near.find(-1, of(copied)!, () => true, found)
    })
    expect(hits / count, kind).toBeGreaterThanOrEqual(recall)
  }
  expect(wrong).toBe(0)
})
