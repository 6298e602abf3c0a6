import { expect, it } from 'vitest'
import { ApiError } from './errors.ts'

it.each([
  { error: new ApiError(401), body: { message: 'Unauthorized', statusCode: 401 } },
  {
    error: new ApiError(404, 'Coin not found'),
    body: { message: 'Coin not found', error: 'Not Found', statusCode: 404 },
  },
  {
    error: new ApiError(400, ['a must be a string']),
    body: { message: ['a must be a string'], error: 'Bad Request', statusCode: 400 },
  },
])('has the body that NestJS would give: $error.message', ({ error, body }) => {
  expect(error.body).toEqual(body)
  expect(error).toBeInstanceOf(Error)
})
