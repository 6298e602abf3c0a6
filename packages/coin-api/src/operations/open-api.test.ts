import { expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

it('GET /openapi.json describes every form of the API alike, itself too', async () => {
  const [one, other] = await Promise.all(
    (['2025', '2026'] as const).map((form) =>
      visit(createCoinApi({ clock: () => 0, form }), '/openapi.json'),
    ),
  )
  expect(one?.text).toBe(other?.text)
  expect(JSON.parse(one?.text ?? '')).toMatchObject({
    openapi: '3.1.0',
    paths: { '/openapi.json': { get: { operationId: 'getOpenApi' } } },
  })
})
