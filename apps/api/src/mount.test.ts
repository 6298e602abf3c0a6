import { expect, it } from 'vitest'
import { isApiPath, withoutPrefix } from './mount.ts'

it.each([
  { path: '/api', isApi: true },
  { path: '/api/coins', isApi: true },
  { path: '/apix', isApi: false },
  { path: '/', isApi: false },
  { path: '/assets/api/x', isApi: false },
])('takes $path as the API: $isApi', ({ path, isApi }) => {
  expect(isApiPath(path)).toBe(isApi)
})

it('keeps everything but the prefix', async () => {
  const request = new Request('http://x.test/api/auth/login?a=1&b=%2F', {
    method: 'POST',
    headers: { authorization: 'Bearer t' },
  })
  const stripped = withoutPrefix(request, new TextEncoder().encode('{"a":1}'))
  expect(stripped.url).toBe('http://x.test/auth/login?a=1&b=%2F')
  expect(stripped.method).toBe('POST')
  expect(stripped.headers.get('authorization')).toBe('Bearer t')
  expect(await stripped.text()).toBe('{"a":1}')
})

it('makes the bare prefix the root', () => {
  expect(withoutPrefix(new Request('http://x.test/api')).url).toBe('http://x.test/')
})
