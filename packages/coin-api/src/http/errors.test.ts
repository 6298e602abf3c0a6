import { expect, it } from 'vitest'
import { ApiError, isErrorStatus } from './errors.ts'

it.each([
  { error: new ApiError(401), body: { message: 'Unauthorized', statusCode: 401 } },
  { error: new ApiError(403), body: { message: 'Forbidden', statusCode: 403 } },
  { error: new ApiError(429), body: { message: 'Too Many Requests', statusCode: 429 } },
  {
    error: new ApiError(415, 'Send JSON'),
    body: { message: 'Send JSON', error: 'Unsupported Media Type', statusCode: 415 },
  },
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

it.each([
  { status: 400, is: true },
  { status: 429, is: true },
  { status: 504, is: true },
  { status: 200, is: false },
  { status: '500', is: false },
  { status: 'toString', is: false },
])('takes $status for an error status: $is', ({ status, is }) => {
  expect(isErrorStatus(status)).toBe(is)
})
