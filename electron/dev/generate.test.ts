import { expect, test } from 'vitest'
import { asTextDump, generateArticles } from './generate.ts'

test('makes the same articles every time, as long and as often copied as promised', () => {
  const articles = [...generateArticles(2000)]
  expect([...generateArticles(3)].map(asTextDump)).toEqual(articles.slice(0, 3).map(asTextDump))
  const words = articles.map((article) => article.paragraphs.join(' ').split(' ').length)
  expect(Math.min(...words)).toBe(600)
  expect(Math.max(...words)).toBe(600)
  const copies = articles.filter((article) => article.copyOf !== null)
  expect(copies.length / articles.length).toBeCloseTo(0.08, 1)
  expect(copies.every((copy) => copy.copyOf! < 2000)).toBe(true)
})
