import { describe, expect, test } from 'vitest'
import { fakeClient } from '../../dev/fake-client.ts'
import { TimelineState } from '../../lib/state/timeline.svelte.ts'
import { dayOf } from './calendar.ts'
import { lanesOf } from './made-up-lanes.ts'
import { SvgContext } from './svg-context.ts'
import { asCsv, field } from './table-data.ts'

describe('as SVG', () => {
  test('other people’s text can neither break it nor run in it', () => {
    const svg = new SvgContext((text) => text.length * 6)
    svg.fillText('</text><script>alert(1)</script> & "x" \u0000\ud800', 3, 4)
    const text = svg.finish(100, 50, '"red')
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;/text&gt;&lt;script&gt;')
    expect(text).toContain('stroke="&quot;red"')
    expect(text).not.toMatch(/[\u0000\ud800]/)
  })

  test('groups that clips and moves open are closed by what restores them', () => {
    const svg = new SvgContext(() => 0)
    svg.save()
    svg.translate(10, 20)
    svg.save()
    svg.beginPath()
    svg.rect(0, 0, 5, 5)
    svg.clip()
    svg.fillStyle = 'red'
    svg.fillRect(1, 2, 3, 4)
    svg.restore()
    svg.restore()
    svg.fillRect(0, 0, 1, 1)
    const text = svg.finish(100, 50, 'grey')
    expect(text.match(/<g /g)).toHaveLength(2)
    expect(text.match(/<\/g>/g)).toHaveLength(2)
    expect(text).toContain('<rect x="1" y="2" width="3" height="4" fill="red"/>')
    expect(text).toContain('<rect x="0" y="0" width="1" height="1" fill="#000"/>')
  })

  test('what a canvas fills with its pattern is hatched', () => {
    const svg = new SvgContext(() => 0)
    svg.fillStyle = svg.createPattern()
    svg.fillRect(0, 0, 9, 9)
    expect(svg.finish(10, 10, 'grey')).toContain('fill="url(#hatch)"')
  })
})

describe('as CSV', () => {
  test('one line an item or bin, with the days it may be of', async () => {
    const day = dayOf(2026, 10, 3)
    const client = fakeClient({
      'archive.timeline': () => ({
        outlets: [
          {
            id: 1,
            name: 'Ledger, "Harbor"',
            hue: 0,
            articles: 2,
            headlines: 1,
            undated: 0,
            firstMonth: 24_310,
          },
        ],
        firstMonth: 24_310,
        articles: Int32Array.of(2),
        headlines: Int32Array.of(1),
        rest: { outlets: 0, articles: 0, headlines: 0 },
        headlinesCounted: true,
        undatedArticles: 0,
        undatedHeadlines: 0,
        firstDay: day,
        lastDay: day,
      }),
      'archive.lanes': () =>
        lanesOf('item', [
          [0, day, 1, 1, 0, 5],
          [0, dayOf(2026, 10), 30, 1, 0, 6],
          [0, dayOf(1066), 365, 0, 1, 7],
        ]),
    })
    const state = new TimelineState(client)
    await state.load()
    const text = new TextDecoder().decode(await asCsv(state, day, day))
    expect(text.split('\r\n')).toEqual([
      'outlet,first_day,last_day,day_known,articles,headlines',
      '"Ledger, ""Harbor""",2026-11-03,2026-11-03,yes,1,0',
      '"Ledger, ""Harbor""",2026-11-01,2026-11-30,no,1,0',
      '"Ledger, ""Harbor""",1066-01-01,1066-12-31,no,0,1',
      '',
    ])
  })

  test('no name is a formula', () => {
    expect(['=HYPERLINK("x")', '+1', '-1', '@x', 'Plain'].map(field)).toEqual([
      `"'=HYPERLINK(""x"")"`,
      `'+1`,
      `'-1`,
      `'@x`,
      'Plain',
    ])
  })
})
