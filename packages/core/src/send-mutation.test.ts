import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Coin, coinSchema, schemaOf } from './any.test-schema.ts'
import { defineEndpoint } from './define-endpoint.ts'
import { defineMutation, type VariablesOf } from './define-mutation.ts'
import {
  BodyError,
  PreconditionFailedError,
  SessionEndedError,
  StatusError,
  UsageError,
} from './errors.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { rejectionOf } from './recorded.test-client.ts'
import type { Policy } from './rules/policy.ts'
import { sendMutation } from './send-mutation.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

interface Naming {
  readonly name: string
}

const naming = schemaOf<Naming>((value) =>
  typeof Reflect.get(Object(value), 'name') === 'string'
    ? { value: value as Naming }
    : { issues: [{ message: 'name must be a text' }] },
)

const coin = defineEndpoint({ path: '/coins/:mint', response: coinSchema })
const rename = defineMutation({
  method: 'PUT',
  path: '/coins/:mint',
  body: naming,
  response: coinSchema,
  invalidates: ({ mint }) => [{ tag: `coin:${mint}` }, { prefix: '/lists' }],
  ifMatch: coin,
})
const forget = defineMutation({ method: 'DELETE', path: '/coins/:mint' })

const fresh = { 'cache-control': 'max-age=60' }

describe('A mutation', () => {
  it('types its variables by its path and its body', () => {
    expectTypeOf<VariablesOf<'/a/:id', undefined>>().toEqualTypeOf<
      { readonly id: string | number } & { readonly etag?: string | undefined }
    >()
    expectTypeOf(rename.url).toBeCallableWith({ mint: 'a', body: { name: 'b' } })
    expectTypeOf(forget.url).toBeCallableWith({ mint: 'a' })
    // @ts-expect-error -- the body is missing
    expect(rename.url({ mint: 'a' })).toBe('/coins/a')
    // @ts-expect-error -- the path's name is another
    expect(() => forget.url({ id: 'a' })).toThrow(UsageError)
  })

  it('has no variable that every object inherits', () => {
    const path = '/x/:constructor/:__proto__'
    const ifMatch = defineEndpoint({ path, response: coinSchema })
    const odd = defineMutation({ method: 'PUT', path, ifMatch })
    expect(() => odd.url({} as never)).toThrow(UsageError)
    const variables = JSON.parse('{"constructor":"a","__proto__":"b"}') as never
    expect(odd.url(variables)).toBe('/x/a/b')
    expect(odd.precondition(variables)).toMatchObject({ url: '/x/a/b' })
  })

  it('is sent as JSON, and its answer is read by its schema', async () => {
    origin.answer('/coins/a', { body: '{"name":"b"}' })
    const { etagged } = client()
    const answer = await sendMutation(etagged, rename, { mint: 'a', body: { name: 'b' } })
    expectTypeOf(answer).toEqualTypeOf<Coin>()
    expect(answer).toEqual({ name: 'b' })
    expect(origin.requests[0]).toMatchObject({ method: 'PUT', path: '/coins/a' })
    expect(sent('content-type')).toEqual(['application/json'])
  })

  it('without a response schema reads nothing: an answer that is no JSON will do', async () => {
    origin.answer('/coins/a', { body: 'gone' })
    const answer = await sendMutation(client().etagged, forget, { mint: 'a' })
    expectTypeOf(answer).toEqualTypeOf<undefined>()
    expect(answer).toBeUndefined()
    expect(sent('content-type')).toEqual([undefined])
  })

  it('I19: on success invalidates its target (RFC 9111 §4.4), tags and prefixes, and nothing else', async () => {
    const { etagged } = client()
    for (const path of ['/coins/a', '/lists/1', '/tagged', '/other']) {
      origin.answer(path, tagged('"1"', {}, fresh))
      await etagged.json(path, path === '/tagged' ? { tags: ['coin:a'] } : {})
    }
    origin.answer('/coins/a', { body: '{"name":"b"}' })
    await sendMutation(etagged, rename, { mint: 'a', body: { name: 'b' } })
    const kinds: string[] = []
    origin.answer('/coins/a', tagged('"1"', {}, fresh))
    for (const path of ['/coins/a', '/lists/1', '/tagged', '/other']) {
      kinds.push((await etagged.json(path)).outcome.kind)
    }
    expect(kinds).toEqual(['forwarded', 'forwarded', 'forwarded', 'hit'])
  })

  it('invalidates what its caller names when it has succeeded, and asks him for nothing when it fails', async () => {
    const { etagged } = client()
    const names: string[] = []
    const onSuccess = () => {
      names.push('/other')
      return [{ url: '/other' }]
    }
    origin.answer('/other', tagged('"1"', {}, fresh))
    await etagged.json('/other')
    origin.answer('/coins/a', { status: 500 })
    await rejectionOf(sendMutation(etagged, forget, { mint: 'a' }, { onSuccess }))
    expect(names).toEqual([])
    expect((await etagged.json('/other')).outcome.kind).toBe('hit')
    origin.answer('/coins/a', { status: 204 })
    await sendMutation(etagged, forget, { mint: 'a' }, { onSuccess })
    expect(names).toEqual(['/other'])
    expect((await etagged.json('/other')).outcome.kind).toBe('forwarded')
  })

  it('that fails is a StatusError and invalidates nothing', async () => {
    const { etagged, of } = client()
    origin.answer('/coins/a', {
      status: 409,
      body: '{"why":"no"}',
      headers: { 'retry-after': '7' },
    })
    const error = await rejectionOf(
      sendMutation(etagged, rename, { mint: 'a', body: { name: 'b' } }),
    )
    expect(error).toBeInstanceOf(StatusError)
    expect(error).not.toBeInstanceOf(PreconditionFailedError)
    expect(error).toMatchObject({ status: 409, body: { why: 'no' }, retryAfter: 7 })
    expect(of('invalidation')).toEqual([])
  })

  it('I43: whose body the schema refuses is not sent, and the error tells why, but nothing of it', async () => {
    const body = { password: 'CANARY' }
    const error = await rejectionOf(
      // @ts-expect-error -- no name
      sendMutation(client().etagged, rename, { mint: 'a', body }),
    )
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toContain('/coins/:mint cannot be sent this body:\n- name must be a text')
    expect(String(error)).not.toContain('CANARY')
    expect(origin.requests).toEqual([])
  })

  it('I2: is not sent in the name of who is there when its body has been checked', async () => {
    const { etagged } = client()
    await etagged.signIn('alice')
    const checked = defineMutation({
      method: 'POST',
      path: '/coins',
      body: schemaOf<Naming>(async (value) => {
        await etagged.signIn('bob')
        return { value: value as Naming }
      }),
    })
    const error = await rejectionOf(sendMutation(etagged, checked, { body: { name: 'b' } }))
    expect(error).toBeInstanceOf(SessionEndedError)
    expect(origin.requests).toEqual([])
  })

  it('whose answer is not the data described is a BodyError, and has happened', async () => {
    const { etagged, of } = client()
    origin.answer('/coins/a', { body: '[]' })
    const error = await rejectionOf(
      sendMutation(etagged, rename, { mint: 'a', body: { name: 'b' } }),
    )
    expect(error).toBeInstanceOf(BodyError)
    expect(of('invalidation').flatMap(({ urls }) => urls)).toContain(`${origin.url}/coins/a`)
  })
})

describe('If-Match (RFC 9110 §13.1.1)', () => {
  const variables = { mint: 'a', body: { name: 'b' } }

  it.each([
    { tag: '"1"', is: 'strong', ifMatch: '"1"' },
    { tag: 'W/"1"', is: 'weak: it would never match', ifMatch: undefined },
    { tag: 'odd', is: 'malformed', ifMatch: undefined },
    { tag: '"1", "2"', is: 'two: either would match', ifMatch: undefined },
  ])('carries the stored tag $tag if it is strong; $is', async ({ tag, ifMatch }) => {
    const { etagged } = client()
    origin.answer('/coins/a', tagged(tag, { name: 'a' }, fresh))
    await etagged.json('/coins/a')
    origin.answer('/coins/a', { body: '{"name":"b"}' })
    await sendMutation(etagged, rename, variables)
    expect(sent('if-match')).toEqual([undefined, ifMatch])
  })

  it('carries the tag of what the user saw, whatever came meanwhile', async () => {
    const { etagged } = client()
    origin.answer('/coins/a', tagged('"2"', { name: 'a' }, fresh))
    await etagged.json('/coins/a')
    origin.answer('/coins/a', { body: '{"name":"b"}' })
    await sendMutation(etagged, rename, { ...variables, etag: '"1"' })
    expect(sent('if-match').at(-1)).toBe('"1"')
  })

  const written = { body: '{"name":"b"}' }

  it.each<{ says: string; policy: Policy; age: number }>([
    { says: 'everyone’s', policy: { audience: 'everyone' }, age: 0 },
    { says: 'kept for longer', policy: { discardAfter: 30 * 86_400 }, age: 10 * 86_400 },
  ])('carries the tag of what the endpoint’s own policy stored: $says', async ({ policy, age }) => {
    const { etagged, clock } = client()
    const read = defineEndpoint({ path: '/coins/:mint', response: coinSchema, policy })
    const change = defineMutation({ method: 'PUT', path: '/coins/:mint', ifMatch: read })
    origin.answer('/coins/a', tagged('"1"', { name: 'a' }))
    await etagged.json(read.url({ mint: 'a' }), { policy })
    clock.advance(age)
    origin.answer('/coins/a', written)
    await sendMutation(etagged, change, { mint: 'a' })
    expect(sent('if-match')).toEqual([undefined, '"1"'])
  })

  it('I47: carries no tag of a row on disk that the endpoint’s policy does not read', async () => {
    const disk = createMemoryDisk()
    const before = client({ store: disk.persistence })
    origin.answer('/coins/a', tagged('"1"', { name: 'a' }))
    await before.etagged.json('/coins/a')
    await before.etagged.close()
    const policy = { persist: false }
    const read = defineEndpoint({ path: '/coins/:mint', response: coinSchema, policy })
    const change = defineMutation({ method: 'PUT', path: '/coins/:mint', ifMatch: read })
    origin.answer('/coins/a', written)
    await sendMutation(client({ store: disk.persistence }).etagged, change, { mint: 'a' })
    expect(sent('if-match')).toEqual([undefined, undefined])
  })

  it('is left out when nothing is stored, and where the definition has none', async () => {
    origin.answer('/coins/a', { body: '{"name":"b"}' })
    await sendMutation(client().etagged, rename, variables)
    await sendMutation(client().etagged, forget, { mint: 'a', etag: '"1"' })
    expect(sent('if-match')).toEqual([undefined, undefined])
  })

  it('that fails is a PreconditionFailedError, and what is stored is validated next', async () => {
    const { etagged } = client()
    origin.answer('/coins/a', tagged('"1"', { name: 'a' }, fresh))
    await etagged.json('/coins/a')
    origin.answer('/coins/a', { status: 412, body: '{"why":"changed"}' })
    const error = await rejectionOf(sendMutation(etagged, rename, variables))
    expect(error).toBeInstanceOf(PreconditionFailedError)
    expect(error).toBeInstanceOf(StatusError)
    expect(error).toMatchObject({ status: 412, name: 'PreconditionFailedError' })
    origin.answer('/coins/a', tagged('"2"', { name: 'c' }, fresh))
    expect(await etagged.json('/coins/a')).toMatchObject({ data: { name: 'c' } })
  })

  it('that was not sent makes no PreconditionFailedError of a 412, and nothing is invalidated', async () => {
    const { etagged, of } = client()
    origin.answer('/coins/a', { status: 412 })
    const error = await rejectionOf(sendMutation(etagged, rename, variables))
    expect(error).toBeInstanceOf(StatusError)
    expect(error).not.toBeInstanceOf(PreconditionFailedError)
    expect(of('invalidation')).toEqual([])
  })
})
