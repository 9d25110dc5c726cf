import { describe, expect, it } from 'vitest'
import { bottomOf, placeCards, type Card } from './card-layout.ts'

const GAP = 10
const card = (wanted: number | null, height = 40): Card => ({ wanted, height })

it('stands beside its passage where there is room, and below its neighbour where there is none', () => {
  expect(placeCards([card(0), card(200), card(210), card(220)], GAP)).toEqual([0, 200, 250, 300])
})

it('what wants no place stands as high as it goes', () => {
  expect(placeCards([card(null), card(10), card(null)], GAP)).toEqual([0, 50, 100])
})

describe('a chosen card', () => {
  const cards = [card(100), card(110), card(120), card(400)]

  it('gets its place; those before are pushed up, those after down', () => {
    expect(placeCards(cards, GAP, 2)).toEqual([20, 70, 120, 400])
    expect(placeCards(cards, GAP, 1)).toEqual([60, 110, 160, 400])
  })

  it('no higher than those before it leave room for', () => {
    expect(placeCards([card(0), card(5), card(10)], GAP, 2)).toEqual([0, 50, 100])
  })

  it('never lets two overlap, and keeps their order', () => {
    let seed = 11
    const random = (most: number) => (seed = (seed * 16807) % 2147483647) % most
    for (let round = 0; round < 300; round += 1) {
      const wanted = Array.from({ length: 12 }, () => random(600)).sort((a, b) => a - b)
      const some = wanted.map((one) => card(one, 20 + random(120)))
      const tops = placeCards(some, GAP, random(14) - 1)
      expect(tops[0]).toBeGreaterThanOrEqual(0)
      for (let i = 1; i < tops.length; i += 1)
        expect(tops[i]).toBeGreaterThanOrEqual(tops[i - 1]! + some[i - 1]!.height + GAP)
    }
  })
})

it('tells how far down the last reaches', () => {
  const cards = [card(0), card(20, 90)]
  expect(bottomOf(cards, placeCards(cards, GAP))).toBe(140)
  expect(bottomOf([], [])).toBe(0)
})
