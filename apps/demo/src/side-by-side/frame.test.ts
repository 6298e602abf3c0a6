import { expect, it } from 'vitest'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { addressOf, frameIn, FRAMES, storageOf } from './frame.ts'

it.each(FRAMES)('the address of $name’s frame is for it', (frame) => {
  const { search, hash } = new URL(addressOf(frame), 'http://site.test/some/folder/?strict=off#/x')
  expect(frameIn(search)).toEqual(frame)
  expect(hash).toBe('#/')
})

it.each(['', '?', '?frame', '?frame=', '?frame=middle', '?left'])(
  'the address with %j is for a page of its own',
  (query) => {
    expect(frameIn(query)).toBeUndefined()
  },
)

it('what a frame keeps is read by no other one, and not by the page around it', () => {
  const storage = storageWith({})
  const [left, right, page] = [...FRAMES, undefined].map((frame) => storageOf(storage, frame))
  left?.setItem('login', 'a')
  right?.setItem('login', 'b')
  page?.setItem('login', 'c')
  expect([left, right, page].map((own) => own?.getItem('login'))).toEqual(['a', 'b', 'c'])
  left?.removeItem('login')
  expect([left, right, page].map((own) => own?.getItem('login'))).toEqual([null, 'b', 'c'])
})
