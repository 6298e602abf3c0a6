import { afterAll, expect, it } from 'vitest'
import { bodyOf, listPath } from '../origin/bodies.ts'
import { openOrigin } from '../origin/open-origin.ts'
import { createAxiosInterceptor } from './axios-interceptor.ts'
import { createEtaggedFetch, createEtaggedReader } from './etagged.ts'
import { createHandWritten } from './hand-written.ts'
import { createKeptData } from './kept-data.ts'
import { createKeptText } from './kept-text.ts'
import { createSemanticsResponse } from './semantics-response.ts'
import { createSemantics } from './semantics.ts'
import { uncached } from './uncached.ts'
import { createUndiciCache } from './undici-cache.ts'
import { createUndiciFetch } from './undici-fetch.ts'

const origin = openOrigin()
afterAll(() => origin.close())

const path = listPath(50)

it.each([
  { create: createKeptData },
  { create: createEtaggedReader },
  { create: createSemantics },
  { create: createAxiosInterceptor },
  { create: createUndiciCache },
  { create: createKeptText },
  { create: createEtaggedFetch },
  { create: createSemanticsResponse },
  { create: createUndiciFetch },
])('$create.name asks once for what stays fresh', async ({ create }) => {
  const port = await origin.listen('max-age=60')
  const reader = create()
  for (let read = 0; read < 3; read++) {
    expect(await reader.read(port.url + path)).toEqual(JSON.parse(bodyOf(path, 0) ?? ''))
  }
  expect(await port.log()).toMatchObject({ ok: 1, notModified: 0 })
})

it.each([
  { create: createHandWritten, notModified: 2 },
  { create: createEtaggedReader, notModified: 2 },
  { create: createSemantics, notModified: 2 },
  { create: createAxiosInterceptor, notModified: 2 },
  { create: () => uncached, notModified: 0 },
])('$create.name validates what is stale: $notModified × 304', async ({ create, notModified }) => {
  const port = await origin.listen('max-age=0')
  const reader = create()
  for (let read = 0; read < 3; read++) {
    expect(await reader.read(port.url + path)).toEqual(JSON.parse(bodyOf(path, 0) ?? ''))
  }
  expect(await port.log()).toMatchObject({ ok: 3 - notModified, notModified })
})
