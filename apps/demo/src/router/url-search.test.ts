import { expect, it } from 'vitest'
import { formatUrlSearch, parseUrlSearch } from './url-search.ts'

it.each(['123', 'true', '"quoted"', 'a&b=c', '50 %', 'ö', ''])('keeps the text %j', (q) => {
  expect(parseUrlSearch(formatUrlSearch({ q }))).toEqual({ q })
})

it('writes nothing for no parameters', () => {
  expect(formatUrlSearch({ q: undefined })).toBe('')
})

it('reads a broken escape as it stands', () => {
  expect(parseUrlSearch('?q=%')).toEqual({ q: '%' })
})
