/** What is at fault, in a word; the `message` and the `cost` of a finding say it in full. */
export type FindingId =
  | 'etag-not-exposed'
  | 'preflight-refuses-if-none-match'
  | 'preflight-refuses-if-modified-since'
  | 'preflight-refuses-cache-control'
  | '304-without-cors-fields'
  | 'conditional-requests-fail'
  | 'wasted-validation'
  | 'vary-star'
  | 'no-validator'
  | 'no-store-with-validator'

/** What keeps the answers of a server from being validated, and how the server can mend it. */
export interface Finding extends Advice {
  /** What is at fault. */
  readonly id: FindingId
  /** The server. */
  readonly origin: string
  /**
   * The path, without a query and with `*` for what looks like an id; empty when the whole origin is
   * meant.
   */
  readonly endpoint: string
  /** The origin of the page; absent: it is the server's own, or there is no page. */
  readonly page?: string
  /** Of the requests that failed; absent: none did. */
  readonly credentials?: RequestCredentials
}

interface Advice {
  /** What happens. */
  readonly message: string
  /** What that costs, such as unchanged answers in full. */
  readonly cost: string
  /** On which answers the server has to send something. */
  readonly on: string
  /** The header lines. Angle brackets stand for its choice. */
  readonly fix: string
}

/**
 * A finding in one line of text, for a log.
 *
 * @param finding that is to be told
 */
export function formatFinding({ id, origin, endpoint, message, cost, on, fix }: Finding): string {
  const lines = fix.replaceAll('\n', ' | ')
  return `[etagged] ${id} at ${origin}${endpoint}: ${message} ${cost} Send on ${on}: ${lines}`
}

const IN_FULL = 'Unchanged answers come in full.'
const OF_200 = 'every 200'
const OF_OPTIONS = 'every answer to OPTIONS, beside the names that are there'

function refused(name: string): Advice {
  const fix = `Access-Control-Allow-Headers: ${name}`
  return { message: `The preflight refuses ${name}.`, cost: IN_FULL, on: OF_OPTIONS, fix }
}

/** @param page origin of the page, if the server is another one */
export function adviceOn(id: FindingId, page: string | undefined, credentials?: string): Advice {
  const credentialed = credentials === 'include' ? '\nAccess-Control-Allow-Credentials: true' : ''
  const allowed = `Access-Control-Allow-Origin: ${page}${credentialed}`
  const advice: Readonly<Record<FindingId, Advice>> = {
    'etag-not-exposed': {
      message: 'Script sees no ETag: it is not exposed, or there is none.',
      cost: IN_FULL,
      on: OF_200,
      fix: 'Access-Control-Expose-Headers: ETag',
    },
    'preflight-refuses-if-none-match': refused('If-None-Match'),
    'preflight-refuses-if-modified-since': refused('If-Modified-Since'),
    'preflight-refuses-cache-control': refused('Cache-Control'),
    '304-without-cors-fields': {
      message: 'A 304 lacks the fields of CORS, so script cannot read it.',
      cost: IN_FULL,
      on: 'every 304',
      fix: allowed,
    },
    'conditional-requests-fail': {
      message: 'Only requests without a validator succeed; why could not be found.',
      cost: IN_FULL,
      on: 'every answer to OPTIONS and every 304',
      fix: `Access-Control-Allow-Headers: If-None-Match\n${allowed}`,
    },
    'wasted-validation': {
      message: 'An answer brought the tag that If-None-Match had named, and the body.',
      cost: IN_FULL,
      ...(page === undefined
        ? { on: 'requests whose If-None-Match names the current tag', fix: '304 Not Modified' }
        : {
            on: `${OF_OPTIONS}, and set createEtagged({ crossOriginCacheControl: true }) against the no-cache that fetch adds`,
            fix: 'Access-Control-Allow-Headers: Cache-Control',
          }),
    },
    'vary-star': {
      message: 'Vary: * forbids all reuse.',
      cost: 'Nothing is stored.',
      on: OF_200,
      fix: 'Vary: <request fields that change the answer>',
    },
    'no-validator': {
      message: 'There is neither ETag nor Last-Modified.',
      cost: IN_FULL,
      on: OF_200,
      fix: 'ETag: "<hash of the body>"',
    },
    'no-store-with-validator': {
      message: 'no-store forbids to store what has a validator, which then nobody can use.',
      cost: 'Nothing is stored: every answer comes in full.',
      on: "every 200 that its user's browser may keep",
      fix: 'Cache-Control: private, no-cache',
    },
  }
  return advice[id]
}
