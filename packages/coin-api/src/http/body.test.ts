import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { bodyOf } from './body.ts'
import { ApiError } from './errors.ts'

const Order: v.GenericSchema = v.object({
  name: v.pipe(v.string(), v.minLength(2), v.maxLength(4)),
  count: v.number(),
  isGift: v.exactOptional(v.boolean()),
  tags: v.pipe(v.array(v.string()), v.nonEmpty('tags should not be empty')),
  id: v.pipe(
    v.string(),
    v.check((text) => text !== 'x', 'must be an id'),
  ),
})
const good = { name: 'abc', count: 1, tags: ['a'], id: 'y' }

const read = (body: string, schema = Order) =>
  bodyOf(new Request('http://coins.test/', { method: 'POST', body }), schema).then(
    () => 'no error',
    (error: unknown) => error,
  )
const complaints = async (body: object, schema?: v.GenericSchema): Promise<unknown> => {
  const error = await read(JSON.stringify(body), schema)
  return error instanceof ApiError ? Reflect.get(error.body, 'message') : error
}

describe('a body', () => {
  it('is read when it fits', async () => {
    expect(await complaints(good)).toBe('no error')
    expect(await complaints({ ...good, isGift: true, more: 1 })).toBe('no error')
  })

  it.each([
    { change: { name: 1 }, message: ['name must be a string'] },
    { change: { name: null }, message: ['name must be a string'] },
    { change: { name: undefined }, message: ['name must be a string'] },
    { change: { count: '1' }, message: ['count must be a number'] },
    { change: { isGift: 'yes' }, message: ['isGift must be a boolean'] },
    { change: { tags: 'a' }, message: ['tags must be an array'] },
    { change: { tags: undefined }, message: ['tags must be an array'] },
    { change: { tags: ['a', 1] }, message: ['each value in tags must be a string'] },
    { change: { tags: [1, 2, null] }, message: ['each value in tags must be a string'] },
    { change: { tags: [] }, message: ['tags should not be empty'] },
    {
      change: { name: 'a' },
      message: ['name must be longer than or equal to 2 characters'],
    },
    {
      change: { name: 'abcde' },
      message: ['name must be shorter than or equal to 4 characters'],
    },
    { change: { id: 'x' }, message: ['id must be an id'] },
    {
      change: { name: undefined, count: undefined },
      message: ['name must be a string', 'count must be a number'],
    },
  ])('with $change is refused: $message', async ({ change, message }) => {
    expect(await complaints({ ...good, ...change })).toEqual(message)
  })

  it('is refused for a key too many where the schema is strict, and for one that is missing', async () => {
    const strict = v.strictObject({ lamports: v.pipe(v.number(), v.safeInteger()) })
    expect(await complaints({ more: 1 }, strict)).toEqual([
      'lamports must be a number',
      'more should not exist',
    ])
  })

  it('is refused for its first fault alone when it is long', async () => {
    const tags = Array.from({ length: 6000 }, () => 1)
    expect(await complaints({ ...good, tags, count: 'x'.repeat(10_000) })).toEqual([
      'count must be a number',
    ])
    expect(await complaints({ ...good, tags, id: 1 })).toEqual([
      'each value in tags must be a string',
    ])
  })

  it.each(['', 'hello', 'null', '7', '"text"', '{'])(
    'is refused when it is no object: %j',
    async (body) => {
      expect(await read(body)).toMatchObject({
        status: 400,
        body: { message: 'Unexpected body: a JSON object is expected' },
      })
    },
  )
})
