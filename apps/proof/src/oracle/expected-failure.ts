import { SessionEndedError } from '@etagged/core'

/** The session ended, the caller left, or the network failed: that is for the caller to know. */
export function isExpected(error: unknown): boolean {
  if (error instanceof SessionEndedError) return true
  if (error instanceof DOMException) return error.name === 'AbortError'
  return error instanceof TypeError && error.message === 'Failed to fetch'
}

export function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
