import { UsageError } from '../errors.ts'
import { type Fields, fieldsOf } from '../http/fields.ts'
import { ownOrigin } from '../resolve-url.ts'
import { isPromise } from './eventually.ts'
import { EVERYONE } from './partition-name.ts'
import type { Session, Snapshot } from './session.ts'

/** Gives the fields that prove who the user is. Called for each request that goes to the network. */
export type CredentialHeaders = (
  session: Session,
  options: {
    /** The origin answered 401 to the former ones: renew the token. */
    readonly refresh: boolean
  },
) => CredentialFields | Promise<CredentialFields>

/**
 * What `fetch` takes as headers. A name whose value is `undefined` is not sent: it is also what
 * TypeScript makes of `user ? { authorization } : {}`.
 */
export type CredentialFields = HeadersInit | Readonly<Record<string, string | undefined>>

/** The session's credential fields for a request. */
export interface Credentials {
  fieldsFor(url: string, snapshot: Snapshot<unknown>): Fields | Promise<Fields>
  /** How often they were renewed in this session: take it before `fieldsFor`. */
  renewals(snapshot: Snapshot<unknown>): number
  /**
   * New fields after a 401. Concurrent callers share one renewal, and who was sent before the last
   * one takes what that brought. `undefined`: there is none.
   */
  renewedFieldsFor(
    url: string,
    snapshot: Snapshot<unknown>,
    renewalsBefore: number,
  ): Fields | Promise<Fields> | undefined
}

/** What is known of a session's renewals. */
interface Renewals {
  done: number
  underWay: Promise<Fields> | undefined
}

interface CredentialsOptions {
  readonly headers: CredentialHeaders | undefined
  readonly baseUrl: string | undefined
}

export function createCredentials({ headers, baseUrl }: CredentialsOptions): Credentials {
  if (headers === undefined) {
    return { fieldsFor: () => [], renewals: () => 0, renewedFieldsFor: () => undefined }
  }
  const give = headers
  const origin = credentialOrigin(baseUrl)
  const bySession = new WeakMap<object, Renewals>()

  function renewalsOf({ partition }: Snapshot<unknown>): Renewals {
    const known = bySession.get(partition) ?? { done: 0, underWay: undefined }
    bySession.set(partition, known)
    return known
  }

  /** Not for another origin, nor for what is everyone's. */
  function isFor(url: string, { partition }: Snapshot<unknown>): boolean {
    return partition.name !== EVERYONE && new URL(url).origin === origin
  }

  function fieldsFor(url: string, snapshot: Snapshot<unknown>): Fields | Promise<Fields> {
    if (!isFor(url, snapshot)) return []
    const given = give(snapshot.session, { refresh: false })
    return isPromise(given) ? given.then(sentOf) : sentOf(given)
  }

  async function renew({ session }: Snapshot<unknown>, renewals: Renewals): Promise<Fields> {
    const fields = sentOf(await give(session, { refresh: true }))
    renewals.done++
    return fields
  }

  return {
    fieldsFor,
    renewals: (snapshot) => renewalsOf(snapshot).done,
    renewedFieldsFor(url, snapshot, renewalsBefore) {
      if (!isFor(url, snapshot)) return undefined
      const renewals = renewalsOf(snapshot)
      if (renewals.done !== renewalsBefore) return fieldsFor(url, snapshot)
      renewals.underWay ??= renew(snapshot, renewals).finally(() => {
        renewals.underWay = undefined
      })
      return renewals.underWay
    },
  }
}

function sentOf(given: CredentialFields): Fields {
  const isRecord = !(Symbol.iterator in given)
  const sent = isRecord ? Object.entries(given).filter(([, value]) => value !== undefined) : given
  return fieldsOf(sent as HeadersInit)
}

/** Credentials go to one origin only: a URL from elsewhere must not carry the user's token away. */
function credentialOrigin(baseUrl: string | undefined): string {
  const origin = ownOrigin(baseUrl)
  if (origin !== undefined) return origin
  throw new UsageError(
    'headers need an origin to be sent to: give createEtagged an absolute baseUrl, such as https://api.example.com',
  )
}
