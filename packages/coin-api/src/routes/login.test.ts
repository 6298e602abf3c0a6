import { isMint } from '@etagged/pumpfun'
import { describe, expect, it } from 'vitest'
import { createCoinApi } from '../create-coin-api.ts'
import { post, visit } from '../visitor.ts'
import { TEST_USERS } from './login.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const api = createCoinApi({ clock: () => NOON })

describe('POST /auth/login', () => {
  it.each(TEST_USERS)('lets $username in', async (user) => {
    const { status, text, headers } = await post(api, '/auth/login', user)
    expect(status).toBe(201)
    const body = JSON.parse(text) as { token: string }
    const { token } = body
    expect(body).toEqual({
      address: user.address,
      iat: NOON / 1000,
      exp: NOON / 1000 + 30 * 24 * 3600,
      token: expect.any(String) as string,
    })
    expect(headers.get('set-cookie')).toBe(`auth_token=${token}; Path=/; HttpOnly; SameSite=Lax`)
  })

  it('knows its users by 32-byte addresses', () => {
    expect(TEST_USERS.every(({ address }) => isMint(address))).toBe(true)
  })

  it.each([
    { says: 'a wrong password', body: { username: 'alice', password: 'builder' } },
    { says: 'an unknown user', body: { username: 'carol', password: 'wonderland' } },
    { says: 'an empty password', body: { username: 'alice', password: '' } },
  ])('refuses $says with 401 and no cookie', async ({ body }) => {
    const answer = await post(api, '/auth/login', body)
    expect(answer).toMatchObject({
      status: 401,
      text: '{"message":"Unauthorized","statusCode":401}',
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    { says: 'no password', body: '{"username":"alice"}', message: ['password must be a string'] },
    {
      says: 'numbers',
      body: '{"username":1,"password":2}',
      message: ['username must be a string', 'password must be a string'],
    },
    { says: 'no JSON', body: 'hello', message: 'Unexpected body: a JSON object is expected' },
    { says: 'no body', body: '', message: 'Unexpected body: a JSON object is expected' },
    { says: 'null', body: 'null', message: 'Unexpected body: a JSON object is expected' },
  ])('refuses $says with 400', async ({ body, message }) => {
    const { status, text } = await visit(api, '/auth/login', { method: 'POST', body })
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({ message, error: 'Bad Request', statusCode: 400 })
  })
})
