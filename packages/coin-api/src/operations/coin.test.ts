import { Coin } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

const options = { clock: () => Date.UTC(2026, 10, 20, 12), tradesPerSecond: 0 }
const api = createCoinApi(options)
const [mint = ''] = api.market.idle
const NOBODY = '1'.repeat(32)

describe.each(['/coins', '/coins-v2'])('GET %s/:mint', (path) => {
  it('gives the bare coin', async () => {
    const { status, text } = await visit(api, `${path}/${mint}`)
    expect(status).toBe(200)
    const body: unknown = JSON.parse(text)
    expect(body).toMatchObject({ mint, security_verdict: { scope: 'coin' } })
    expect(body).not.toHaveProperty('username')
    expect((await Coin['~standard'].validate(body)).issues).toBeUndefined()
  })

  it('gives the 2025 form on request', async () => {
    const { text } = await visit(createCoinApi({ ...options, form: '2025' }), `${path}/${mint}`)
    expect(JSON.parse(text)).toMatchObject({ mint, market_id: null, raydium_pool: null })
  })

  it.each(['x', `${mint}x`, '0'.repeat(44), 'a%2Fb'])('refuses the mint %s', async (text) => {
    const answer = await visit(api, `${path}/${text}`)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toEqual({
      message: 'Validation failed (mint address is expected)',
      error: 'Bad Request',
      statusCode: 400,
    })
  })

  it('does not find an unknown mint', async () => {
    expect(await visit(api, `${path}/${NOBODY}`)).toMatchObject({
      status: 404,
      text: '{"message":"Coin not found","error":"Not Found","statusCode":404}',
    })
  })

  it('answers an unknown mint with nothing in the empty form', async () => {
    const empty = createCoinApi({ ...options, unknownCoin: 'empty' })
    expect(await visit(empty, `${path}/${NOBODY}`)).toMatchObject({ status: 200, text: '' })
  })
})
