import { describe, expect, it } from 'vitest'
import { bodyText, type Block } from '../../../electron/shared/model.ts'
import { Steps } from './steps.ts'

const blocks: Block[] = [
  { kind: 'paragraph', text: 'One is here. Two follows it.' },
  { kind: 'paragraph', text: 'Three ends.' },
]
const text = bodyText(blocks)
const none = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }

/** Presses keys one after the other and tells what is selected then. */
function pressed(keys: string[], from = Steps.begin({ blocks, language: 'en' }, () => true)!): string {
  const last = keys.reduce((steps, name) => {
    const [key, ...mods] = name.split('+').reverse()
    const flags = { shiftKey: mods.includes('Shift'), altKey: mods.includes('Alt') }
    return steps.key({ ...none, ...flags, key: key! }) ?? steps
  }, from)
  return text.slice(last.place.start, last.place.end)
}

describe('selecting by sentence', () => {
  it('begins with the first in sight', () => {
    const second = Steps.begin({ blocks, language: 'en' }, ({ start }) => start > 0)!
    expect(pressed([], second)).toBe('Two follows it.')
    expect(Steps.begin({ blocks: [], language: null }, () => true)).toBeNull()
  })

  it('goes up and down, and stops at the ends', () => {
    expect(pressed(['ArrowDown'])).toBe('Two follows it.')
    expect(pressed(['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'])).toBe('Three ends.')
    expect(pressed(['ArrowUp'])).toBe('One is here.')
    expect(pressed(['ArrowRight', 'ArrowRight', 'ArrowLeft'])).toBe('Two follows it.')
  })

  it('takes more, and less again', () => {
    expect(pressed(['Shift+ArrowDown', 'Shift+ArrowDown'])).toBe(text)
    expect(pressed(['Shift+ArrowDown', 'Shift+ArrowUp'])).toBe('One is here.')
    expect(pressed(['ArrowDown', 'Shift+ArrowUp'])).toBe('One is here. Two follows it.')
  })

  it('moves its ends by words', () => {
    expect(pressed(['Shift+ArrowLeft'])).toBe('One is here')
    expect(pressed(['Shift+ArrowLeft', 'Shift+ArrowLeft'])).toBe('One is')
    expect(pressed(['Shift+ArrowRight'])).toBe('One is here. Two')
    expect(pressed(['Shift+Alt+ArrowRight'])).toBe('is here.')
  })

  it('in Arabic, left is on', () => {
    const arabic: Block[] = [{ kind: 'paragraph', text: 'قال هذا. ثم ذهب.' }]
    const steps = Steps.begin({ blocks: arabic, language: 'ar' }, () => true)!
    const next = steps.key({ ...none, key: 'ArrowLeft' })!
    expect(arabic[0]!.text.slice(next.place.start)).toBe('ثم ذهب.')
  })

  it('leaves other keys alone', () => {
    const steps = Steps.begin({ blocks, language: 'en' }, () => true)!
    expect(steps.key({ ...none, key: 'j' })).toBeNull()
    expect(steps.key({ ...none, key: 'ArrowDown', ctrlKey: true })).toBeNull()
  })
})
