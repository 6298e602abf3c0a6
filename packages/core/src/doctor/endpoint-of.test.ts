import { expect, it } from 'vitest'
import { endpointOf } from './endpoint-of.ts'

it.each([
  { path: '/', endpoint: '/' },
  { path: '/v1/coins', endpoint: '/v1/coins' },
  { path: '/coins/7/trades/', endpoint: '/coins/*/trades/' },
  { path: '/coins/So11111111111111111111111111111111111111112', endpoint: '/coins/*' },
  { path: '/users/7f9c24e8-3b1f-4b4f-9c70-0a3f2f0d8f11', endpoint: '/users/*' },
  { path: '/coins?token=secret#secret', endpoint: '/coins' },
])('the endpoint of $path is $endpoint', ({ path, endpoint }) => {
  expect(endpointOf(new URL(path, 'https://api.test'))).toBe(endpoint)
})

it.each([
  { user: 'alice', path: '/users/alice/orders', endpoint: '/users/*/orders' },
  { user: 'Alice', path: '/users/aLICE/orders', endpoint: '/users/*/orders' },
  { user: 'a b@c', path: '/users/a%20b%40c', endpoint: '/users/*' },
  { user: 'alice', path: '/users/alice.json', endpoint: '/users/*' },
  { user: 'alice', path: '/@alice/coins', endpoint: '/*/coins' },
  { user: 'ann+x@c.test', path: '/users/ann+x@c.test', endpoint: '/users/*' },
  { user: 'alice', path: '/malice/%FF/', endpoint: '/malice/%FF/' },
  { user: null, path: '/users/alice', endpoint: '/users/alice' },
])('the endpoint of $path is $endpoint while $user is signed in', ({ user, path, endpoint }) => {
  expect(endpointOf(new URL(path, 'https://api.test'), user)).toBe(endpoint)
})
