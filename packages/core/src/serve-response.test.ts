import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { collectGarbage } from './collect-garbage.test-tool.ts'
import { type Origin, startOrigin } from './origin.test-server.ts'
import { createRecordedClient } from './recorded.test-client.ts'

let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
})
afterEach(() => origin.reset())
afterAll(() => origin[Symbol.asyncDispose]())

const client = () => createRecordedClient({ baseUrl: origin.url })

describe('the network’s own response', () => {
  it.each([
    ['around the store', { cache: 'no-store' }],
    ['that answers a write', { method: 'POST' }],
    ['that is not to be stored', {}],
  ] as const)('%s waits for its reader, however long', async (_, init) => {
    const body = 'x'.repeat(200_000)
    origin.answer('/text', { headers: { 'content-type': 'text/plain' }, body })
    const response = await client().etagged.fetch('/text', init)
    for (let times = 0; times < 3; times++) await collectGarbage()
    expect(await response.text()).toBe(body)
  })
})
