import { expect, it } from 'vitest'
import { RefusedError } from '../auth/auth-api.ts'
import { describeFailure } from './describe-failure.ts'
import { UnsupportedError } from './wallet-keys.ts'
import { NameError } from './wallet-names.ts'

it.each([
  [new NameError('Give the wallet a name.'), 'Give the wallet a name.'],
  [new UnsupportedError('Keys need a secure page.'), 'Keys need a secure page.'],
  [
    new RefusedError(401, 'timestamp is old'),
    'The server refused the signature: timestamp is old.',
  ],
  [new RefusedError(400, 'bad'), 'The server refused (400): bad.'],
  [new RefusedError(429, ''), 'The server is asked too often. Try again in a minute.'],
  [new RefusedError(503, ''), 'The server has a fault (503). Try again later.'],
  [new TypeError('Load failed'), 'The server cannot be reached. Try again once you are online.'],
  [new Error('No disk'), 'That did not work: No disk'],
  ['odd', 'That did not work: odd'],
])('says of %s what happened', (error, text) => {
  expect(describeFailure(error)).toBe(text)
})
