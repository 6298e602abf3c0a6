import { expect, it } from 'vitest'
import { refusalOf } from './refusal.ts'

const asked = (url: string, method = 'GET'): Request => ({ method, url }) as Request

it.each([
  { bound: '127.0.0.1', url: 'http://127.0.0.1:4173/', status: undefined },
  { bound: '127.0.0.1', url: 'http://localhost:4173/api/coins', status: undefined },
  { bound: '::1', url: 'http://[::1]:4173/', status: undefined },
  { bound: '127.0.0.1', url: 'http://evil.example:4173/api/_control', status: 421 },
  { bound: '127.0.0.1', url: 'http://127.0.0.1.evil.example/', status: 421 },
  { bound: '0.0.0.0', url: 'http://my-laptop.local:4173/', status: undefined },
])('bound to $bound, a request for $url gets $status', ({ bound, url, status }) => {
  expect(refusalOf(asked(url), bound)?.status).toBe(status)
})

it.each(['TRACE', 'TRACK', 'CONNECT'])('%s is no method of fetch', (method) => {
  expect(refusalOf(asked('http://127.0.0.1/api/coins', method), '127.0.0.1')?.status).toBe(405)
})
