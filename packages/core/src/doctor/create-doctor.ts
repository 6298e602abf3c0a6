import type { CacheEvent, FallbackEvent, RequestEvent } from '../cache/events.ts'
import { createPending } from '../cache/pending.ts'
import type { Forwarded } from '../http/cache-status.ts'
import type { Etagged } from '../etagged.ts'
import { endpointOf } from './endpoint-of.ts'
import { findRefused } from './find-refused.ts'
import { adviceOn, type Finding, type FindingId, formatFinding } from './finding.ts'

/** Where {@link createDoctor} says what it finds, and how it asks. */
export interface DoctorOptions {
  /** Hears of each finding once. @default nobody does */
  readonly onFinding?: (finding: Finding) => void
  /** Says each finding in one line. @default console.warn */
  readonly log?: (text: string) => void
  /**
   * Sends what finds out why conditional requests fail: at most a handful of requests for an origin
   * where they do.
   * @default the client's own, with the user's credentials
   */
  readonly fetch?: typeof fetch
}

/** Watches a client, and names what its servers should send otherwise. */
export interface Doctor {
  /** What was found so far, in this order: once for an origin, or for an endpoint. At most 100. */
  readonly findings: readonly Finding[]
  /** Resolves when nothing is being found out. */
  idle(): Promise<void>
  /** Stops watching. */
  stop(): void
}

/** Pages with more to mend than this have been told enough. */
const MOST_FINDINGS = 100

/** The origin was not reached while it was asked why: so it is tried again, this often. */
const MOST_ATTEMPTS = 3

/**
 * Finds the faults of servers that cost validations, from what the client tells. It changes
 * nothing: requests succeed without it, too. Finds what happens after it was made, so make it with
 * the client.
 *
 * @param client that is watched; without its `session` no endpoint is cleared of the user's id
 */
export function createDoctor(
  client: Pick<Etagged, 'subscribe' | 'fetch'> & Partial<Pick<Etagged, 'session'>>,
  options: DoctorOptions = {},
): Doctor {
  const { onFinding, log = (text) => console.warn(text), fetch: send = client.fetch } = options
  const findings: Finding[] = []
  const named = new Set<string>()
  /** Origins that expose ETag: where it is missing there, it is not sent. */
  const exposing = new Set<string>()
  const unexplained = new Map<string, { readonly event: FallbackEvent; attempts: number }>()
  const pending = createPending()

  /** The user's id is no part of an endpoint. */
  const endpointIn = (url: URL): string => endpointOf(url, client.session?.user)

  /** Whose path it is cannot be told any more. */
  function isOver({ generation }: RequestEvent): boolean {
    const { session } = client
    return session !== undefined && generation !== session.generation && generation !== 'everyone'
  }

  function name(id: FindingId, url: string, endpoint = '', credentials?: RequestCredentials): void {
    const { origin } = new URL(url)
    const key = id + origin + endpoint
    if (named.has(key) || findings.length >= MOST_FINDINGS) return
    named.add(key)
    const page = pageElsewhere(origin)
    const asked = { ...(page === undefined ? {} : { page }), ...(credentials && { credentials }) }
    const finding = { id, origin, endpoint, ...asked, ...adviceOn(id, page, credentials) }
    findings.push(finding)
    // What these throw must reach their author, and stop nothing here.
    queueMicrotask(() => {
      log(formatFinding(finding))
      onFinding?.(finding)
    })
  }

  function examine(event: RequestEvent): void {
    const { url, outcome, validators } = event
    if (outcome.kind === 'hit' || outcome.fwdStatus === undefined) return
    const parsed = new URL(url)
    explain(parsed.origin)
    if (validators !== undefined && !isOver(event)) judge(parsed, outcome, validators)
  }

  function judge(parsed: URL, outcome: Forwarded, validators: Validators): void {
    if (validators.includes('etag')) exposing.add(parsed.origin)
    const hasValidator = validators.length > 0
    if (outcome.detail === 'vary-star') name('vary-star', parsed.href, endpointIn(parsed))
    else if (!hasValidator && needsValidator(outcome)) nameMissing(parsed)
    else if (hasValidator && outcome.detail === 'response-no-store') {
      name('no-store-with-validator', parsed.href, endpointIn(parsed))
    }
  }

  function nameMissing(url: URL): void {
    const { origin, href } = url
    const isHidden = pageElsewhere(origin) !== undefined && !exposing.has(origin)
    if (isHidden) name('etag-not-exposed', href)
    else name('no-validator', href, endpointIn(url))
  }

  /** Finds out why an origin is asked unconditionally, if that is not known yet. */
  function explain(origin: string): void {
    const known = unexplained.get(origin)
    if (known === undefined) return
    unexplained.delete(origin)
    pending.track(diagnose(origin, known.event, known.attempts + 1))
  }

  async function diagnose(origin: string, event: FallbackEvent, attempts: number): Promise<void> {
    const { url, credentials } = event
    const refused = await findRefused(event, send).catch(noAnswer)
    if (refused === undefined && attempts < MOST_ATTEMPTS) {
      unexplained.set(origin, { event, attempts })
      return
    }
    const fault = refused === undefined ? 'conditional-requests-fail' : '304-without-cors-fields'
    if (!refused?.length) name(fault, url, '', credentials)
    else for (const field of refused) name(`preflight-refuses-${field}`, url, '', credentials)
  }

  const stop = client.subscribe((event: CacheEvent) => {
    if (event.type === 'request') examine(event)
    else if (event.type === 'wasted-validation') name('wasted-validation', event.url)
    else if (event.type === 'fallback') {
      const { origin } = new URL(event.url)
      unexplained.set(origin, { event, attempts: 0 })
      explain(origin)
    }
  })
  return { findings, idle: () => pending.idle(), stop }
}

type Validators = NonNullable<RequestEvent['validators']>

/** What may not be stored has no use for one. */
function needsValidator({ stored, detail }: Forwarded): boolean {
  return stored || detail === 'nothing-to-reuse-it-by'
}

/** The session ended, or the client was closed. */
function noAnswer(): undefined {}

/** The page's own origin, if the other one is not it. */
function pageElsewhere(origin: string): string | undefined {
  const page = globalThis.location?.origin
  return page === origin ? undefined : page
}
