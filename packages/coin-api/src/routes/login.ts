import { Hono } from 'hono'
import type { Tokens } from '../accounts/tokens.ts'
import { textFields } from '../http/body.ts'
import { ApiError } from '../http/errors.ts'
import { welcome } from './session.ts'

/** Someone who may log in to the local server. */
export interface TestUser {
  readonly username: string
  readonly password: string
  /** Wallet address, base58; the user's stable id. */
  readonly address: string
}

/** The two users that exist. */
export const TEST_USERS: readonly TestUser[] = [
  {
    username: 'alice',
    password: 'wonderland',
    address: 'DcxP3Yv4j85hkfeGiwGMsQxKbRhd67dvRgbfQNb8kmim',
  },
  {
    username: 'bob',
    password: 'builder',
    address: '9iVGQEo5AvGzHptYPJggF4Gqg22fUDK7tJub9SUw2ko4',
  },
]

/** `POST /auth/login` with a name and a password. */
export function loginRoutes(tokens: Tokens): Hono {
  return new Hono().post('/auth/login', async ({ req }) => {
    const { username, password } = await textFields(req.raw, ['username', 'password'])
    const user = TEST_USERS.find((known) => known.username === username)
    if (user?.password !== password) throw new ApiError(401)
    return welcome(tokens, user.address)
  })
}
