import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security.ts'

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources] as const
  }),
)

it('names nothing but our own files', () => {
  const sources = [...directives].filter(([name]) => name.endsWith('-src')).flatMap(([, values]) => values)
  expect(new Set(sources)).toEqual(new Set([`'none'`, `'self'`, 'data:', 'blob:']))
  expect(directives.get('script-src')).toEqual([`'self'`])
  expect(directives.get('style-src')).toEqual([`'self'`])
  for (const source of ['data:', 'blob:']) {
    const withIt = [...directives].filter(([, values]) => values.includes(source)).map(([name]) => name)
    expect(withIt, source).toEqual(['img-src'])
  }
})

it.each(['default-src', 'object-src', 'base-uri', 'form-action', 'frame-src', 'frame-ancestors'])(
  'forbids %s altogether',
  (name) => expect(directives.get(name)).toEqual([`'none'`]),
)

it('makes markup from text impossible but by Svelte', () => {
  expect(directives.get('require-trusted-types-for')).toEqual([`'script'`])
  expect(directives.get('trusted-types')).toEqual(['svelte-trusted-html'])
})

it('holds no unsafe word and is fit for a header', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|http|[\r\n]/)
})
