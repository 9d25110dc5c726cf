import { describe, expect, it } from 'vitest'
import { extractPage } from './extract-page.ts'
import { isElem, parseHtml, type Elem } from './html-tree.ts'

/** `div(p"a" p"b")` */
function sketch(elem: Elem): string {
  const inner = elem.children
    .map((child) => (isElem(child) ? sketch(child) : JSON.stringify(child)))
    .join(' ')
  return inner ? `${elem.tag}(${inner})` : elem.tag
}

describe('the tree', () => {
  it.each([
    ['<p>a<p>b', 'body(p("a") p("b"))'],
    ['<ul><li>a<li>b</ul>c', 'body(ul(li("a") li("b")) "c")'],
    ['<div><b>a</div>c', 'body(div(b("a")) "c")'],
    ['<p>a<div>b</div>', 'body(p("a") div("b"))'],
    ['<table><tr><td>a</div>b<td>c</table>', 'body(table(tr(td("ab") td("c"))))'],
    ['<div>a &amp; b</div>', 'body(div("a & b"))'],
    ['<div>a<script>if (a < b) "<p>"</script>b</div>', 'body(div("ab"))'],
    ['a<br/>b</br>c', 'body("a" br "b" br "c")'],
    ['<template shadowrootmode="open"><p>a</p></template>', 'body(template(p("a")))'],
    ['<noscript><p>a', 'body'],
  ])('%s', (html, expected) => {
    expect(sketch(parseHtml(html).root)).toBe(expected)
  })

  it('knows where each element ends', () => {
    const { all } = parseHtml('<div><p>a</p><p>b</p></div><i>c</i>')
    expect(all.map(({ tag, index, end }) => [tag, index, end])).toEqual([
      ['body', 0, 5],
      ['div', 1, 4],
      ['p', 2, 3],
      ['p', 3, 4],
      ['i', 4, 5],
    ])
  })

  it.each([
    ['<html><body><div><p>a', true],
    ['<html><body><div><p>a</div></body>', false],
    ['<!doctype html><html lang=en><body><main><p>a</main>', false],
    ['<div><p>a fragment', false],
    ['<html><body><div><p>never closed</body></html>', false],
  ])('tells a page that was cut off: %s', (html, isCut) => {
    expect(parseHtml(html).notices).toEqual(isCut ? ['The page ends in its middle.'] : [])
  })

  it('collects the head, wherever it stands', () => {
    const tree = parseHtml(
      '<html lang=de><title>A &amp; B</title><meta name=x content=y><script type="application/ld+json">{"a":1}</script><link rel=canonical href=/a><svg><title>no</title></svg>',
    )
    expect(tree).toMatchObject({
      lang: 'de',
      title: 'A & B',
      metas: [{ name: 'x', content: 'y' }],
      links: [{ rel: 'canonical', href: '/a' }],
      scripts: [{ type: 'application/ld+json', text: '{"a":1}' }],
    })
  })
})

describe('hostile pages', () => {
  const text =
    '<p>The harbour council voted on Tuesday to close the old swing bridge for good, and said so.</p>'
  const cases: [string, string][] = [
    ['100,000 nested tags', '<div>'.repeat(100_000) + text + '</b></div>'.repeat(100_000)],
    ['100,000 nested lists', '<ul><li>'.repeat(50_000) + text],
    ['nested tables', '<table><tr><td>'.repeat(10_000) + text],
    [
      'a data URI of 20 MB',
      `<article>${text}<img src="data:image/png;base64,${'A'.repeat(20_000_000)}"></article>`,
    ],
    [
      'a thousand thousand attributes',
      `<div ${Array.from({ length: 100_000 }, (_, i) => `a${i}=b`).join(' ')}>${text}</div>`,
    ],
    ['an attribute without an end', `${text}<p ${'a="'.repeat(50_000)}`],
    ['JSON of 100,000 brackets', `<script type="application/ld+json">${'['.repeat(100_000)}</script>${text}`],
    ['quotation marks', `<script>${'"'.repeat(1_000_000)}</script>${text}`],
    ['blanks', `<title>${' '.repeat(500_000)}|</title>${text}<p>${' '.repeat(500_000)}x</p>`],
    ['opening brackets', text + '<'.repeat(300_000)],
    ['names', `<p class="${'ab-cd '.repeat(10_000)}">x</p>${text}`],
    ['prototype names', `<div constructor=1 __proto__=2 class=a>${text}</div>`],
  ]
  it.each(cases)('%s', (_, html) => {
    const started = performance.now()
    expect(extractPage(html)).toMatchObject({ headlines: [] })
    // seconds at most on the busiest machine: what is quadratic takes minutes
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('says what it left out', () => {
    expect(extractPage('<div>'.repeat(600) + text).notices).toEqual([
      'Elements nest deeper than 512: what lies deeper was flattened.',
    ])
    const [image] = extractPage(
      `<article>${text.repeat(4)}<img src="data:image/png;base64,${'A'.repeat(11_000_000)}">${text}</article>`,
    ).notices
    expect(image).toBe('An embedded picture of more than 10 MB was left out.')
  })
})
