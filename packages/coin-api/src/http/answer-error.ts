import { ApiError, INTERNAL_ERROR } from './errors.ts'
import { json } from './json.ts'

/** The answer to an error; what nobody foresaw is a 500 that does not tell more. */
export function answerError(error: Error): Response {
  return error instanceof ApiError ? json(error.body, error.status) : json(INTERNAL_ERROR, 500)
}

/** The answer to a request that no route fits. */
export function answerNotFound({ method, path }: { method: string; path: string }): Response {
  return answerError(new ApiError(404, `Cannot ${method} ${path}`))
}
