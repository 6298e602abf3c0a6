import { defineEndpoint, defineMutation } from '@etagged/core'
import { expect, it } from 'vitest'
import { trusting } from '../endpoints.test-fixture.ts'
import { withVariables } from './with-variables.ts'

const order = defineEndpoint({ path: '/orders/:id', response: trusting<object>() })

const pay = defineMutation({
  method: 'POST',
  path: '/orders/:id',
  body: trusting<{ readonly cents: number }>(),
  response: trusting<{ readonly paid: true }>(),
  invalidates: ({ id }) => [{ tag: `order:${id}` }],
  ifMatch: order,
})

it('a write that is called with other variables is the same write in all its parts', () => {
  const variables = { id: 7, body: { cents: 100 }, etag: '"seen"' }
  const given = withVariables(pay, (cents: number) => ({ ...variables, body: { cents } }))
  expect([given.method, given.path, given.response]).toEqual([pay.method, pay.path, pay.response])
  expect(given.url(100)).toBe(pay.url(variables))
  expect(given.body(100)).toEqual(pay.body(variables))
  expect(given.targets(100)).toEqual(pay.targets(variables))
  expect(given.precondition(100)).toEqual({ url: '/orders/7', etag: '"seen"' })
})

it('the write itself is as it was', () => {
  const before = { ...pay }
  withVariables(pay, (cents: number) => ({ id: 7, body: { cents } }))
  expect(pay).toEqual(before)
})
