import { describe, expect, test } from 'vitest'
import { pageHtml } from '../../import-fixtures.ts'
import { nothingAround } from '../../around.ts'
import { readRis } from './ris.ts'
import { cslDocument, cslRows, zoteroCsv } from './zotero-lists.ts'
import { isZoteroRdf, readZoteroRdf } from './zotero-rdf.ts'
import { articleOf, fatesIn, jsonRowsOf, rowsOf } from './test-exports.ts'

describe('Zotero RDF', () => {
  const RDF = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
 <bib:Article rdf:about="https://tidewater.example/2024/05/bridge">
  <z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>Tidewater Post</dc:title></bib:Newspaper></dcterms:isPartOf>
  <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lund</foaf:surname><foaf:givenName>Hanne</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
  <dcterms:isReferencedBy rdf:resource="#item_3"/>
  <link:link rdf:resource="#item_4"/>
  <link:link rdf:resource="#item_5"/>
  <dc:subject>harbour</dc:subject>
  <dc:subject><z:AutomaticTag><rdf:value>made by itself</rdf:value></z:AutomaticTag></dc:subject>
  <dc:title>Council closes the swing bridge &amp; more</dc:title>
  <dcterms:abstract>What it is about.</dcterms:abstract>
  <dc:date>2024-05-00</dc:date>
  <dc:identifier><dcterms:URI><rdf:value>https://tidewater.example/2024/05/bridge</rdf:value></dcterms:URI></dc:identifier>
  <dcterms:dateSubmitted>2024-05-04 08:09:10</dcterms:dateSubmitted>
 </bib:Article>
 <bib:Memo rdf:about="#item_3"><rdf:value>&lt;p&gt;Ask the &lt;b&gt;mayor&lt;/b&gt;.&lt;/p&gt;</rdf:value></bib:Memo>
 <z:Attachment rdf:about="#item_4"><z:itemType>attachment</z:itemType><z:path rdf:resource="files/4/page.html"/><link:type>text/html</link:type></z:Attachment>
 <z:Attachment rdf:about="#item_5"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/5/x.pdf"/><link:type>application/pdf</link:type></z:Attachment>
 <bib:Document rdf:about="#item_9"><z:itemType>webpage</z:itemType>
  <dcterms:isPartOf><z:Website><dc:title>A site</dc:title></z:Website></dcterms:isPartOf>
  <dc:identifier><dcterms:URI><rdf:value>https://site.example/x</rdf:value></dcterms:URI></dc:identifier>
  <link:link rdf:resource="#item_10"/><dc:title>https://site.example/x</dc:title></bib:Document>
 <z:Attachment rdf:about="#item_10"><z:itemType>attachment</z:itemType><z:path>../../etc/passwd</z:path><link:type>text/html</link:type></z:Attachment>
 <z:Collection rdf:about="#collection_1"><dc:title>Harbours</dc:title><dcterms:hasPart rdf:resource="#collection_2"/></z:Collection>
 <z:Collection rdf:about="#collection_2"><dc:title>Bridges</dc:title><dcterms:hasPart rdf:resource="https://tidewater.example/2024/05/bridge"/></z:Collection>
</rdf:RDF>`

  const asked: string[] = []
  const around = {
    ...nothingAround('library.rdf'),
    readBeside(folder: string, path: string) {
      asked.push(`${folder}/${path}`)
      return path === '4/page.html' ? Buffer.from(pageHtml()) : null
    },
  }

  test('items with outlet, people, notes, tags, nested collections, and the snapshot beside the file', () => {
    expect(isZoteroRdf(RDF)).toBe(true)
    expect(isZoteroRdf('<rss><channel/></rss>')).toBe(false)
    const [bridge, site, more] = [...readZoteroRdf(Buffer.from(RDF), around)]
    expect(more).toBeUndefined()
    expect(articleOf(bridge!)).toMatchObject({
      title: 'Council closes the swing bridge & more',
      outlet: 'Tidewater Post',
      authors: [{ name: 'Hanne Lund' }],
      published: { value: '2024-05', precision: 'month' },
      description: 'What it is about.',
    })
    expect(articleOf(bridge!).blocks).toHaveLength(3)
    expect(bridge!.brought).toEqual({
      tags: [['harbour'], ['made by itself']],
      notes: ['Ask the mayor.'],
      collections: [['Harbours', 'Bridges']],
      savedAtMs: Date.UTC(2024, 4, 4, 8, 9, 10),
    })
    expect(fatesIn(bridge!)).toEqual(
      expect.arrayContaining(['snapshot: mapped', 'attachments: lost', 'annotations: lost']),
    )
    expect(Buffer.from(bridge!.bytes!).toString()).toContain('<z:itemType>newspaperArticle')
    expect(articleOf(site!)).toMatchObject({ title: '', outlet: 'A site', blocks: [] })
    // nothing outside the export’s folder is asked for
    expect(asked).toEqual(['files/4/page.html'])
  })

  test('what is damaged or nests too deep is refused', () => {
    for (const broken of ['<rdf:RD', `<rdf:RDF>${'<a>'.repeat(2000)}`])
      expect([...readZoteroRdf(Buffer.from(broken), around)][0]!.outcome).toHaveProperty('refusal')
  })
})

test('RIS: types of news, dates with parts missing, texts of several lines, an end that is missing', () => {
  const ris = [
    'TY  - NEWS',
    'TI  - Gates stay shut',
    'AU  - Lund, Hanne',
    'AU  - Harbour Council',
    'T2  - Tidewater Post',
    'DA  - 2024/05//',
    'UR  - https://tidewater.example/gates',
    'KW  - harbour',
    'KW  - policy',
    'N1  - First line',
    'and the second',
    'AB  - What it is about.',
    'ER  - ',
    '',
    'TY  - BLOG',
    'T1  - Another',
    'PY  - 2023',
    'UR  - https://blog.example/x',
  ].join('\r\n')
  const [news, blog, more] = [...readRis(Buffer.from(ris))]
  expect(more).toBeUndefined()
  expect(articleOf(news!)).toMatchObject({
    title: 'Gates stay shut',
    authors: [{ name: 'Hanne Lund' }, { name: 'Harbour Council' }],
    outlet: 'Tidewater Post',
    published: { value: '2024-05', precision: 'month' },
    description: 'What it is about.',
  })
  expect(news!.brought).toEqual({ tags: [['harbour'], ['policy']], notes: ['First line\nand the second'] })
  expect(news!.line).toBe(1)
  expect(articleOf(blog!)).toMatchObject({
    title: 'Another',
    published: { value: '2023', precision: 'year' },
  })
  expect(blog!.line).toBe(15)
})

describe('CSL-JSON', () => {
  const ITEM = {
    id: 'http://zotero.org/users/1/items/X',
    type: 'article-newspaper',
    title: 'Gates stay shut',
    URL: 'https://tidewater.example/gates',
    'container-title': 'Tidewater Post',
    author: [{ family: 'Lund', given: 'Hanne' }, { literal: 'Harbour Council' }],
    issued: { 'date-parts': [[2024, 5, 1]] },
    language: 'en-GB',
  }

  test('lists, a single item, dates with fewer parts or none', () => {
    const [full, month, texts, none] = jsonRowsOf(cslRows, [
      ITEM,
      { ...ITEM, issued: { 'date-parts': [[2024, 5]] } },
      { ...ITEM, issued: { 'date-parts': [['2024']] } },
      { ...ITEM, issued: { 'date-parts': [[]] } },
    ])
    expect(articleOf(full!)).toMatchObject({
      authors: [{ name: 'Hanne Lund' }, { name: 'Harbour Council' }],
      outlet: 'Tidewater Post',
      published: { value: '2024-05-01', precision: 'day' },
      language: 'en',
    })
    expect(articleOf(month!).published).toMatchObject({ value: '2024-05', precision: 'month' })
    expect(articleOf(texts!).published).toMatchObject({ value: '2024', precision: 'year' })
    expect(articleOf(none!).published).toBeNull()
    expect(cslDocument.recognises(ITEM)).toBe(true)
    expect([...cslDocument.records(ITEM)]).toHaveLength(1)
    expect(cslDocument.recognises({ type: 'FeatureCollection', features: [] })).toBe(false)
    expect(cslRows.recognises(new Set(), [{ type: 'article', title: 'x', text: 'y' }], 'json')).toBe(false)
  })
})

test('Zotero’s table', () => {
  const [one] = rowsOf(
    zoteroCsv,
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","Url","Abstract Note","Date","Date Added","Notes","Manual Tags","Automatic Tags"\n' +
      '"AB12","newspaperArticle","2024","Lund, Hanne; Harbour Council","Gates","Tidewater Post","https://tidewater.example/gates","About it","2024-05-00","2024-05-04 08:09:10","<p>Ask; the mayor.</p>; <p>Twice.</p>","harbour; policy","auto"\n',
  )
  expect(articleOf(one!)).toMatchObject({
    authors: [{ name: 'Hanne Lund' }, { name: 'Harbour Council' }],
    published: { value: '2024-05', precision: 'month' },
  })
  expect(one!.brought).toEqual({
    tags: [['harbour'], ['policy'], ['auto']],
    notes: ['Ask; the mayor.', 'Twice.'],
    savedAtMs: Date.UTC(2024, 4, 4, 8, 9, 10),
  })
})
