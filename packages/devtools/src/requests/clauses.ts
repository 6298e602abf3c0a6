/** What a reason of the cache means, and where it is written. */
export interface Meaning {
  readonly words: string
  readonly clause: string
}

const reasons: Readonly<Record<string, readonly [words: string, clause: string]>> = {
  // Reuse: what is stored answers.
  fresh: ['the stored response was fresh', 'RFC 9111 §4.2'],
  'force-cache': ['the caller takes what is stored, whatever its age', 'Fetch standard §4.6'],
  'early-refresh': [
    'it was validated in the background before it became stale',
    'policy earlyRefresh',
  ],
  'max-stale': ['the caller accepts a stale response', 'RFC 9111 §5.2.1.2'],
  'stale-while-revalidate': ['a stale response may answer while it is validated', 'RFC 5861 §3'],
  peek: ['what is stored was read without asking whether it may answer', 'etagged peek'],
  // Reuse: it must be validated.
  stale: ['the stored response was stale', 'RFC 9111 §4.2'],
  'response-no-cache': ['the response asks to be validated before each use', 'RFC 9111 §5.2.2.4'],
  invalidated: ['a write, or the app, had invalidated the stored response', 'RFC 9111 §4.4'],
  'request-no-cache': ['the caller wants a validated answer', 'RFC 9111 §5.2.1.4'],
  'request-max-age': ['the caller wants a younger answer', 'RFC 9111 §5.2.1.1'],
  'request-min-fresh': [
    'the caller wants an answer that stays fresh for longer',
    'RFC 9111 §5.2.1.3',
  ],
  'clock-went-back': ['the clock went back, so that no age can be told', 'RFC 9111 §4.2.3'],
  // Reuse: nothing may be used.
  'nothing-stored': ['nothing was stored for this URL', 'RFC 9111 §4'],
  'no-variant-matches': ['what is stored is for other request fields', 'RFC 9111 §4.1'],
  discarded: ['what was stored had been kept for long enough', 'policy discardAfter'],
  reload: ['the caller wants the origin to answer', 'Fetch standard §4.6'],
  'only-if-cached': [
    'the caller wants no network, and nothing stored may answer',
    'RFC 9111 §5.2.1.7',
  ],
  // Around the store.
  method: ['the method is not one whose answers are reused', 'RFC 9111 §4'],
  'cache-mode-no-store': ['the caller wants no cache', 'Fetch standard §4.6'],
  'own-precondition': ['the caller asks with a precondition of its own', 'RFC 9110 §13.1'],
  range: ['a part was asked for, of which nothing may be stored', 'RFC 9111 §3.3'],
  head: ['the answer to HEAD has no body to store', 'RFC 9111 §4.3.5'],
  scheme: ['the URL is not one of HTTP', 'RFC 9111 §2'],
  integrity: ['the browser must check the integrity of the body', 'Fetch standard §4.1'],
  mode: ['the mode lets the page see less than what is stored', 'Fetch standard §2.2.5'],
  // The origin's answer.
  'not-modified': ['the origin confirmed the stored response', 'RFC 9111 §4.3.4'],
  'full-response': ['the origin sent a full response', 'RFC 9111 §4.3.3'],
  'wasted-validation': ['the origin sent all of an unchanged body', 'RFC 9110 §13.1.2'],
  'stale-if-error': ['the origin failed, and a stale response may answer', 'RFC 5861 §4'],
  'unusable-304': ['the 304 is about nothing that is stored', 'RFC 9111 §4.3.4'],
  'unsolicited-304': ['a 304 came to a request without a precondition', 'RFC 9110 §15.4.5'],
  'precondition-refused': [
    'the origin refused the precondition that was added',
    'RFC 9110 §15.5.13',
  ],
  'another-tab': ['another tab had asked at the same time', 'RFC 9111 §4'],
  'same-representation': ['HEAD told that what is stored is current', 'RFC 9111 §4.3.5'],
  'other-representation': ['HEAD told that what is stored is not current', 'RFC 9111 §4.3.5'],
  'another-status': ['HEAD told nothing of what is stored', 'RFC 9111 §4.3.5'],
  // Why an answer was not stored.
  'request-no-store': ['the request forbids to store the answer', 'RFC 9111 §5.2.1.5'],
  'response-no-store': ['the response forbids to be stored', 'RFC 9111 §5.2.2.5'],
  'status-not-understood': ['the response wants its status understood', 'RFC 9111 §5.2.2.3'],
  private: ['it is private, and the cache is of many users', 'RFC 9111 §5.2.2.7'],
  authorized: ['it answers a request that proved who asks', 'RFC 9111 §3.5'],
  partial: ['it is a part of a response', 'RFC 9111 §3.3'],
  'error-status': ['it is an error', 'policy storeErrors'],
  redirected: ['it came by a redirect', 'policy: redirects pass through'],
  opaque: ['script may not see the response', 'Fetch standard §2.2.6'],
  'credentials-refused': ['the origin refused who asks', 'RFC 9110 §11.6'],
  'status-needs-freshness': ['its status is stored only with explicit freshness', 'RFC 9111 §3'],
  'vary-star': ['Vary: * forbids all reuse', 'RFC 9111 §4.1'],
  'nothing-to-reuse-it-by': ['it has neither freshness nor a validator', 'RFC 9111 §3'],
  'too-long': ['its body is longer than what is collected', 'option maxBodyBytes'],
  'event-stream': ['it is a stream of events without an end', 'HTML standard §9.2'],
  'incomplete-body': ['its body was shorter than its Content-Length', 'RFC 9111 §3.3'],
  'tags-failed': ["the app's function did not tell its tags", 'etagged tags'],
  'user-not-known-yet': ["nobody has signed in yet, and it is a user's", 'option identify'],
  empty: ['its body was empty where data was expected', 'etagged json'],
  'cut-short': ['its body was shorter than its Content-Length', 'RFC 9110 §8.6'],
  overdue: ['its body had not ended when its Clear-Site-Data was due', 'Clear Site Data §4'],
  'not-json': ['its body is not JSON', 'RFC 8259'],
  schema: ['its data is not what the schema describes', 'etagged schema'],
}

/** What a `because` or `detail` means; a text of an error speaks for itself. */
export function meaningOf(because: string): Meaning | undefined {
  const reason = Object.hasOwn(reasons, because) ? reasons[because] : undefined
  return reason && { words: reason[0], clause: reason[1] }
}

/** The clause as short as a table has room for: `§4.3.4`, where all know which document it is of. */
export function shortClause({ clause }: Meaning): string {
  return clause.replace(/^RFC 9111 /, '')
}
