import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Bookmarks } from './bookmarks.ts'

const list = {
  id: '3f0c6a52-5d0a-4a3b-9a43-0d9f7f1f8f52',
  user_id: 'DcxP3Yv4j85hkfeGiwGMsQxKbRhd67dvRgbfQNb8kmim',
  name: 'default',
  created_at: '2026-11-20T00:00:00.000Z',
  items: [
    {
      item_id: '4J8xXxUZ5PkKjYXoRPqe4oKRanWsfQKUPPtSFsuNpump',
      created_at: '2026-11-20T00:00:00.000Z',
    },
  ],
}

describe('Bookmarks', () => {
  it('reads a list', () => {
    expect(v.parse(Bookmarks, list)).toStrictEqual(list)
  })

  it('reads null dates as missing and ignores embedded details', () => {
    const { id, user_id, name } = list
    const items = [{ item_id: 'x', created_at: null, details: { mint: 'x' } }]
    expect(v.parse(Bookmarks, { ...list, created_at: null, items })).toStrictEqual({
      id,
      user_id,
      name,
      items: [{ item_id: 'x' }],
    })
  })

  it.each(['id', 'user_id', 'name', 'items'])('refuses a list without %s', (key) => {
    expect(v.is(Bookmarks, { ...list, [key]: undefined })).toBe(false)
  })
})
