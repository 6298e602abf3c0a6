import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaOf } from '../any.test-schema.ts'
import { defineEndpoint } from '../define-endpoint.ts'
import { createTemplateOf } from './endpoint-template.ts'

const anything = schemaOf<unknown>((value) => ({ value }))

describe('the template of a URL', () => {
  it.each([
    { says: 'is its path', url: 'https://a.test/coins', paths: ['/coins'], is: '/coins' },
    {
      says: 'has its parameters as one segment each',
      url: 'https://a.test/coins/x/trades/7',
      paths: ['/coins/:mint', '/coins/:mint/trades/:id', '/coins'],
      is: '/coins/:mint/trades/:id',
    },
    {
      says: 'is the same behind the path of a base URL',
      url: 'https://a.test/api/v1/coins/x',
      paths: ['/coins/:mint'],
      is: '/coins/:mint',
    },
    {
      says: 'does not go by the query',
      url: 'https://a.test/coins?limit=/coins/1',
      paths: ['/coins/:mint', '/coins'],
      is: '/coins',
    },
    {
      says: 'is that with the most literal segments',
      url: 'https://a.test/coins/latest',
      paths: ['/:kind/:id', '/coins/:mint', '/coins/latest'],
      is: '/coins/latest',
    },
    {
      says: 'is that with the longer literal path',
      url: 'https://a.test/users/7/coins',
      paths: ['/coins', '/users/:id/coins'],
      is: '/users/:id/coins',
    },
    {
      says: 'is the first of two that fit equally well',
      url: 'https://a.test/a/b',
      paths: ['/a/:x', '/:x/b'],
      is: '/a/:x',
    },
    {
      says: 'has a colon within a segment for a colon',
      url: 'https://a.test/items',
      paths: ['/items:archive'],
      is: '(other)',
    },
    {
      says: 'ends where a segment ends',
      url: 'https://a.test/bitcoins',
      paths: ['/coins'],
      is: '(other)',
    },
    {
      says: 'needs a segment for each parameter',
      url: 'https://a.test/coins/',
      paths: ['/coins/:mint'],
      is: '(other)',
    },
    {
      says: 'does not take the host for a segment',
      url: 'https://a.test/coins',
      paths: ['/:host/coins'],
      is: '(other)',
    },
    {
      says: 'may lack its first slash',
      url: 'https://a.test/coins',
      paths: ['coins'],
      is: 'coins',
    },
    {
      says: 'may need encoding',
      url: 'https://a.test/m%C3%BCnzen/1',
      paths: ['/münzen/:id'],
      is: '/münzen/:id',
    },
    {
      says: 'holds no pattern but its parameters',
      url: 'https://a.test/coinsX/1',
      paths: ['/coins./:id', '/.*'],
      is: '(other)',
    },
    { says: 'may be that of the root', url: 'https://a.test/', paths: ['/'], is: '/' },
    {
      says: 'is (other) when it is none of them',
      url: 'https://a.test/me',
      paths: [],
      is: '(other)',
    },
  ])('$says', ({ url, paths, is }) => {
    expect(createTemplateOf(paths.map((path) => ({ path })))(url)).toBe(is)
  })

  it('is the path of the endpoint that made the URL, whatever the parameters', () => {
    const endpoint = defineEndpoint({ path: '/coins/:mint/trades/:id', response: anything })
    const templateOf = createTemplateOf([{ path: '/coins/:mint' }, endpoint])
    const value = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text !== '.' && text !== '..')
    fc.assert(
      fc.property(value, value, (mint, id) => {
        expect(templateOf(`https://a.test/api${endpoint.url({ mint, id })}`)).toBe(endpoint.path)
      }),
    )
  })
})
