import {
  BodyError,
  type BodyFault,
  SessionEndedError,
  StatusError,
  UsageError,
} from '@etagged/core'

/** Why there is no newer data, in a sentence for whoever looks at the page. */
export function explainError(error: Error): string {
  if (error instanceof StatusError) return explainStatus(error.status)
  if (error instanceof BodyError) return bodyFaults[error.fault]
  if (error instanceof UsageError) return 'The server was not asked: this address cannot exist.'
  if (error instanceof SessionEndedError) return 'You have signed out meanwhile.'
  // What fetch throws, in words that differ from browser to browser.
  return 'The server cannot be reached.'
}

function explainStatus(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return `The server wants to know who asks (${status}): sign in.`
    case 404:
      return 'The server knows nothing by this name (404).'
    case 429:
      return 'The server has had too many requests (429).'
    default:
      return status >= 500
        ? `The server has a fault of its own (${status}).`
        : `The server refused (${status}).`
  }
}

const bodyFaults: Record<BodyFault, string> = {
  empty: 'The answer is empty.',
  'cut-short': 'The answer was cut short.',
  'not-json': 'The answer is not JSON.',
  schema: 'The answer is not what this page can read.',
  overdue: 'The answer did not end in time.',
}
