import { RefusedError } from '../auth/auth-api.ts'
import { UnsupportedError } from './wallet-keys.ts'
import { NameError } from './wallet-names.ts'

/** Why something with a wallet failed, as a sentence that says what to do. */
export function describeFailure(error: unknown): string {
  if (error instanceof UnsupportedError || error instanceof NameError) return error.message
  if (error instanceof RefusedError) return describeRefusal(error)
  // What `fetch` rejects with when no answer came; each browser has words of its own for it.
  if (error instanceof TypeError)
    return 'The server cannot be reached. Try again once you are online.'
  return `That did not work: ${error instanceof Error ? error.message : String(error)}`
}

function describeRefusal({ status, message }: RefusedError): string {
  if (status === 401) return `The server refused the signature: ${message}.`
  if (status === 429) return 'The server is asked too often. Try again in a minute.'
  if (status >= 500) return `The server has a fault (${status}). Try again later.`
  return `The server refused (${status}): ${message}.`
}
