import { expect, it } from 'vitest'
import { fieldsAsSent } from './fields-as-sent.ts'

interface Row {
  readonly cache?: RequestCache
  readonly headers?: Record<string, string>
  readonly sends: Record<string, string>
}

const UNCACHED = { 'cache-control': 'no-cache', pragma: 'no-cache' }
const TAG = { 'if-none-match': '"a"' }

it.each<Row>([
  { sends: {} },
  { cache: 'force-cache', sends: {} },
  { cache: 'no-cache', sends: { 'cache-control': 'max-age=0' } },
  { cache: 'no-store', sends: UNCACHED },
  { cache: 'reload', sends: UNCACHED },
  { headers: TAG, sends: { ...TAG, ...UNCACHED } },
  { headers: { 'if-modified-since': 'x' }, sends: { 'if-modified-since': 'x', ...UNCACHED } },
  { cache: 'no-cache', headers: TAG, sends: { ...TAG, 'cache-control': 'max-age=0' } },
  {
    headers: { ...TAG, 'cache-control': 'max-age=0' },
    sends: { ...TAG, 'cache-control': 'max-age=0', pragma: 'no-cache' },
  },
])('sends $sends for cache: $cache and $headers (Fetch, 4.6)', ({ cache, headers, sends }) => {
  const request = new Request('http://x.test/', {
    ...(cache && { cache }),
    ...(headers && { headers }),
  })
  expect(Object.fromEntries(fieldsAsSent(request))).toEqual(sends)
})
