import { describe, expect, it } from 'vitest'
import { annotatedText } from '../../../electron/shared/anchors.ts'
import { bodyText, type Block } from '../../../electron/shared/model.ts'
import { align, mapBody, placeOf, pointOf, stretchesIn, trimmed, type Piece } from './body-map.ts'

interface Node {
  data: string
}
const node = (data: string): Node => ({ data })

const blocks: Block[] = [
  { kind: 'cruft', text: 'Listen to this article' },
  { kind: 'paragraph', text: 'One strong word.' },
  { kind: 'caption', text: 'A dam' },
  { kind: 'list', text: '• first\n- second one\n\n• third' },
  { kind: 'table', text: 'Low Ferry\t2\t12\nKarsun\t1\t2', rows: [] },
  { kind: 'paragraph', text: 'قال أعضاء المجلس إن القراءات لم تصل.' },
]
const text = annotatedText(blocks)
const bodyEnd = bodyText(blocks).length
/** the paragraph is cut at its marks, the list at its items, the table at its cells */
const drawn: [number, Node[]][] = [
  [0, [node('Page line: '), node('Listen to this article')]],
  [1, [node('One '), node('strong'), node(' '), node('word.')]],
  [2, [node('A dam')]],
  [3, [node('first'), node('second one'), node('third')]],
  [4, ['Low Ferry', '2', '12', 'Karsun', '1', '2'].map(node)],
  [5, [node('قال أعضاء المجلس إن القراءات لم تصل.')]],
]
const pieces = mapBody(blocks, drawn)

function range(
  from: Node,
  startOffset: number,
  to: Node,
  endOffset: number,
  all: readonly Piece<Node>[] = pieces,
) {
  const [first, last] = [from, to].map((end) => all.findIndex((piece) => piece.node === end))
  return {
    startContainer: from,
    startOffset,
    endContainer: to,
    endOffset,
    intersectsNode: (one: Node) => {
      const at = all.findIndex((piece) => piece.node === one)
      return at >= first! && at <= last!
    },
  }
}
const at = (block: number, i: number): Node => drawn[block]![1][i]!
const said = (place: { start: number; end: number } | null) => place && text.slice(place.start, place.end)

describe('what is drawn, as stretches of the body text', () => {
  it('every piece says what its stretch says, and nothing else is a piece', () => {
    for (const piece of pieces) expect(text.slice(piece.start, piece.end)).toBe(piece.node.data)
    expect(pieces).toHaveLength(4 + 3 + 6 + 1 + 1)
  })

  it('is in the order of the text', () => {
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) expect(piece.start).toBeGreaterThanOrEqual(pieces[i - 1]!.end)
    }
  })

  it('the same, whether page lines are drawn or not', () => {
    expect(mapBody(blocks, drawn.slice(1))).toEqual(pieces)
  })

  it('labels and white space of the page are no part of it', () => {
    expect(align('a word', ['Label: ', '\n  ', 'a', ' ', 'word', ''])).toEqual([null, null, 0, 1, 2, null])
  })
})

describe('a selection as a place', () => {
  it('within a word, a mark, a cell', () => {
    expect(said(placeOf(pieces, text, range(at(1, 1), 2, at(1, 1), 5)))).toBe('ron')
    expect(said(placeOf(pieces, text, range(at(4, 0), 4, at(4, 0), 9)))).toBe('Ferry')
  })

  it('across marks, items and blocks, over what is not of the text', () => {
    expect(said(placeOf(pieces, text, range(at(1, 0), 0, at(1, 3), 4)))).toBe('One strong word')
    expect(said(placeOf(pieces, text, { ...range(at(1, 3), 0, at(3, 1), 6) }, bodyEnd))).toBe(
      'word.\n\n• first\n- second',
    )
    expect(said(placeOf(pieces, text, range(at(4, 3), 0, at(5, 0), 3)))).toBe('Karsun\t1\t2\n\nقال')
  })

  it('in a caption; one between paragraphs is passed over', () => {
    expect(said(placeOf(pieces, text, range(at(2, 0), 2, at(2, 0), 5), bodyEnd))).toBe('dam')
    const over = {
      ...range(at(1, 3), 0, at(3, 0), 5),
      intersectsNode: (one: Node) => [at(1, 3), at(2, 0), at(3, 0)].includes(one),
    }
    expect(said(placeOf(pieces, text, over, bodyEnd))).toBe('word.\n\n• first')
  })

  it('a triple click ends at the start of the next paragraph and still means one', () => {
    expect(said(placeOf(pieces, text, range(at(1, 0), 0, at(3, 0), 0)))).toBe('One strong word.')
    const ends = { ...range(at(1, 0), 0, at(1, 3), 0), endContainer: {}, endOffset: 3 }
    expect(said(placeOf(pieces, text, ends))).toBe('One strong word.')
  })

  it('white space at the ends goes; nothing else left is no place', () => {
    expect(said(placeOf(pieces, text, range(at(1, 0), 3, at(1, 2), 1)))).toBe('strong')
    expect(placeOf(pieces, text, range(at(1, 2), 0, at(1, 2), 1))).toBeNull()
    expect(
      placeOf(pieces, text, { ...range(at(1, 0), 0, at(1, 0), 1), intersectsNode: () => false }),
    ).toBeNull()
    expect(trimmed('  a ', { start: 0, end: 4 })).toEqual({ start: 2, end: 3 })
  })
})

describe('a place as stretches of what is drawn', () => {
  const shown = (words: string) => {
    const start = text.indexOf(words)
    return stretchesIn(pieces, { start, end: start + words.length }).map((one) =>
      one.node.data.slice(one.start, one.end),
    )
  }

  it('leaves out bullets and tabs', () => {
    expect(shown('e strong w')).toEqual(['e ', 'strong', ' ', 'w'])
    expect(shown('rst\n- second one\n\n• th')).toEqual(['rst', 'second one', 'th'])
    expect(shown('Ferry\t2\t12\nKar')).toEqual(['Ferry', '2', '12', 'Kar'])
    expect(shown('المجلس')).toEqual(['المجلس'])
  })

  it('and back: every place is found again from its own stretches', () => {
    for (let start = 0; start < text.length; start += 3) {
      const place = trimmed(text, { start, end: Math.min(text.length, start + 11) })
      const stretches = place ? stretchesIn(pieces, place) : []
      const [first, last] = [stretches[0], stretches.at(-1)]
      if (!place || !first || !last) continue
      const again = placeOf(pieces, text, range(first.node, first.start, last.node, last.end))
      expect(text.slice(place.start, place.end)).toContain(said(again))
    }
  })

  it('a point in a node is a place', () => {
    expect(pointOf(pieces, at(1, 1), 2)).toBe(text.indexOf('rong'))
    expect(pointOf(pieces, at(0, 1), 2)).toBeNull()
  })
})
