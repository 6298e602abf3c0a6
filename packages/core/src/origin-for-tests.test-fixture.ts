import { afterAll, afterEach } from 'vitest'
import type { EtaggedOptions } from './etagged.ts'
import type { ManualClock } from './manual.test-clock.ts'
import { type Origin, startOrigin } from './origin.test-server.ts'
import { createRecordedClient, type RecordedClient } from './recorded.test-client.ts'

interface OriginForTests {
  readonly origin: Origin
  readonly client: (options?: EtaggedOptions & { readonly clock?: ManualClock }) => RecordedClient
  /** Of each request this field, as the origin got it. */
  readonly sent: (name: string) => readonly (string | string[] | undefined)[]
}

/** An origin for the tests of a file, each of which finds it new, and clients of it. */
export async function originForTests(): Promise<OriginForTests> {
  const origin = await startOrigin()
  afterEach(() => origin.reset())
  afterAll(() => origin[Symbol.asyncDispose]())
  return {
    origin,
    client: (options) => createRecordedClient({ baseUrl: origin.url, ...options }),
    sent: (name) => origin.requests.map(({ headers }) => headers[name]),
  }
}
