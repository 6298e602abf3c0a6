const REASONS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const

/** The error statuses that this API answers with. */
export type ErrorStatus = keyof typeof REASONS

/** Is this an error status that this API can answer with? */
export function isErrorStatus(status: unknown): status is ErrorStatus {
  return typeof status === 'number' && Object.hasOwn(REASONS, status)
}

/** An error that has an answer; throw it anywhere below a route. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly status: ErrorStatus
  readonly body: object

  /** `message` is text, or a list of complaints about a request body. */
  constructor(status: ErrorStatus, message?: string | readonly string[]) {
    super(String(message ?? REASONS[status]))
    this.status = status
    // NestJS leaves `error` out when it would only repeat the message.
    this.body =
      message === undefined
        ? { message: REASONS[status], statusCode: status }
        : { message, error: REASONS[status], statusCode: status }
  }
}

/** The body of an answer to an error that nobody foresaw. */
export const INTERNAL_ERROR = { statusCode: 500, message: 'Internal server error' }
