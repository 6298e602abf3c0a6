/** What went wrong, for programs. */
export type EtaggedErrorCode = 'usage' | 'session-ended' | 'status' | 'body'

/**
 * Every error of etagged's own. What the network throws passes through unchanged and is not one of
 * these; a failing store is an event, never an error.
 */
export abstract class EtaggedError extends Error {
  /**
   * Tells the classes apart, also where `instanceof` cannot: on a page that has this package twice.
   */
  abstract readonly code: EtaggedErrorCode
}

/** The call itself is wrong; the message says what to do instead. */
export class UsageError extends EtaggedError {
  override readonly name = 'UsageError'
  readonly code = 'usage'
}

/** The session in which the request began has ended; its answer belongs to nobody any more. */
export class SessionEndedError extends EtaggedError {
  override readonly name = 'SessionEndedError'
  readonly code = 'session-ended'

  constructor() {
    super(
      'The session of this request has ended: repeat the request in the session that is open now',
    )
  }
}

/** By its name: a page may have this package twice, and the error be the other's. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof Error && error.name === 'SessionEndedError'
}

/** `json` got an answer that is not 2xx. */
export class StatusError extends EtaggedError {
  override readonly name: string = 'StatusError'
  readonly code = 'status'
  /** Of the answer; not 2xx. */
  readonly status: number
  /** What answered: absolute, where redirects led. */
  readonly url: string
  /** The answer's body: parsed if it is JSON, else its text. */
  readonly body: unknown
  /** Seconds to wait before the next attempt, by `Retry-After` (RFC 9110 §10.2.3). */
  readonly retryAfter: number | undefined

  constructor(answer: {
    readonly status: number
    readonly url: string
    readonly body: unknown
    readonly retryAfter: number | undefined
  }) {
    super(`${answer.url} answered ${answer.status}`)
    this.status = answer.status
    this.url = answer.url
    this.body = answer.body
    this.retryAfter = answer.retryAfter
  }
}

/**
 * The origin refused a write because what it was to change is not what it was any more: the
 * `If-Match` of {@link sendMutation} failed (RFC 9110 §13.1.1, 412). What is stored is invalidated: read
 * it again, and let the user decide.
 */
export class PreconditionFailedError extends StatusError {
  override readonly name = 'PreconditionFailedError'
}

/**
 * What makes a body unusable as data; or, `overdue`, as an answer at all: it had not ended after 5 s,
 * and its `Clear-Site-Data` was not put off any longer.
 */
export type BodyFault = 'empty' | 'cut-short' | 'not-json' | 'schema' | 'overdue'

/**
 * `json` got a 2xx answer whose body is not the data that was asked for. Nothing of it is stored.
 * Only the fault `overdue` comes with any status, and from `fetch`, too.
 */
export class BodyError extends EtaggedError {
  override readonly name = 'BodyError'
  readonly code = 'body'
  /** What answered: absolute, where redirects led. */
  readonly url: string
  /** What is wrong with the body. `cut-short` and `overdue` may pass by themselves. */
  readonly fault: BodyFault
  /** What the schema found, a line each; empty for other faults. */
  readonly issues: readonly string[]

  constructor(
    url: string,
    fault: BodyFault,
    issues: readonly string[] = [],
    options?: { readonly cause?: unknown },
  ) {
    super(
      `${url} answered with a body that ${sayings[fault]}${issues.map((issue) => `\n- ${issue}`).join('')}`,
      options,
    )
    this.url = url
    this.fault = fault
    this.issues = issues
  }
}

const sayings: Record<BodyFault, string> = {
  empty: 'is empty',
  'cut-short': 'is shorter than its Content-Length',
  'not-json': 'is not JSON',
  schema: 'does not fit the schema',
  overdue: 'had not ended when its Clear-Site-Data was due: the server must end it within 5 s',
}
