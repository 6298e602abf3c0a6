import { UsageError } from '../errors.ts'
import { type Fields, fieldsOf } from '../http/fields.ts'
import type { Session, Snapshot } from './session.ts'

/** Gives the fields that prove who the user is. Called for each request that goes to the network. */
export type CredentialHeaders = (
  session: Session,
  options: {
    /** The origin answered 401 to the former ones: renew the token. */
    readonly refresh: boolean
  },
) => HeadersInit | Promise<HeadersInit>

/** The session's credential fields for a request. */
export interface Credentials {
  fieldsFor(url: string, snapshot: Snapshot<unknown>): Fields | Promise<Fields>
  /** New fields after a 401; concurrent callers share one renewal. `undefined`: there is none. */
  renewedFieldsFor(url: string, snapshot: Snapshot<unknown>): Promise<Fields> | undefined
}

interface CredentialsOptions {
  readonly headers: CredentialHeaders | undefined
  readonly baseUrl: string | undefined
}

export function createCredentials({ headers, baseUrl }: CredentialsOptions): Credentials {
  if (headers === undefined) return { fieldsFor: () => [], renewedFieldsFor: () => undefined }
  const give = headers
  const origin = credentialOrigin(baseUrl)
  const renewals = new WeakMap<object, Promise<Fields>>()

  async function renew({ session, partition }: Snapshot<unknown>): Promise<Fields> {
    try {
      return fieldsOf(await give(session, { refresh: true }))
    } finally {
      renewals.delete(partition)
    }
  }

  return {
    fieldsFor(url, { session, partition }) {
      if (new URL(url).origin !== origin) return []
      const given = give(session, { refresh: false })
      if (!(given instanceof Promise)) return fieldsOf(given)
      return given.then((settled) => {
        // The session may have ended while the app thought; then nothing is sent.
        partition.assertOpen()
        return fieldsOf(settled)
      })
    },
    renewedFieldsFor(url, snapshot) {
      const { partition } = snapshot
      if (new URL(url).origin !== origin) return undefined
      const renewal = renewals.get(partition) ?? renew(snapshot)
      renewals.set(partition, renewal)
      return renewal.then((fields) => {
        partition.assertOpen()
        return fields
      })
    },
  }
}

/** Credentials go to one origin only: a URL from elsewhere must not carry the user's token away. */
function credentialOrigin(baseUrl: string | undefined): string {
  const page = globalThis.location?.href
  const base = baseUrl ?? page
  if (base !== undefined && URL.canParse(base, page)) return new URL(base, page).origin
  throw new UsageError(
    'headers need an origin to be sent to: give createEtagged an absolute baseUrl, such as https://api.example.com',
  )
}
