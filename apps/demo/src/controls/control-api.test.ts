import { describe, expect, it } from 'vitest'
import { ControlError, createControlApi } from './control-api.ts'
import { defaultSwitches } from './switches.ts'

interface Asked {
  readonly method: string
  readonly url: string
  readonly type: string | null
  readonly body: unknown
}

function open(answer: () => Response) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { method = 'GET', headers, body } = init
    asked.push({
      method,
      url: typeof input === 'string' ? input : '',
      type: new Headers(headers).get('content-type'),
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    })
    return answer()
  }
  return { api: createControlApi({ baseUrl: '/api', fetch }), asked }
}

const switches = { ...defaultSwitches, latency: 5 }

describe('The control', () => {
  it('is absent when the API answers 404', async () => {
    const { api, asked } = open(() => new Response('', { status: 404 }))
    expect(await api.read()).toBeUndefined()
    expect(asked).toMatchObject([{ method: 'GET', url: '/api/_control' }])
  })

  it('tells the switches, and changes some of them as JSON', async () => {
    const { api, asked } = open(() => Response.json(switches))
    expect(await api.read()).toEqual(switches)
    expect(await api.change({ latency: 5 })).toEqual(switches)
    expect(asked[1]).toEqual({
      method: 'PATCH',
      url: '/api/_control',
      type: 'application/json',
      body: { latency: 5 },
    })
  })

  it('buys a coin, and puts all back', async () => {
    const { api, asked } = open(() => Response.json(switches))
    await api.trade('mint', 1e9)
    expect(await api.reset()).toEqual(switches)
    expect(asked).toMatchObject([
      { method: 'POST', url: '/api/_control/trade', body: { mint: 'mint', lamports: 1e9 } },
      { method: 'POST', url: '/api/_control/reset', type: 'application/json', body: {} },
    ])
  })

  it.each([
    [
      '{"message":"offline must be a boolean"}',
      'The control answered 400: offline must be a boolean',
    ],
    ['{"message":["a","b"]}', 'The control answered 400: a; b'],
    ['<html>', 'The control answered 400'],
    ['null', 'The control answered 400'],
  ])('says what the API complains of: %s', async (body, message) => {
    const { api } = open(() => new Response(body, { status: 400 }))
    const error = await api.change({}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ControlError)
    expect(error).toMatchObject({ status: 400, message })
  })
})
