/** Text as a sender writes it, and what its reader should make of it. */
export interface Written {
  readonly text: string
  /** The plain way to write the same; `undefined`: it means nothing, as if it were not there. */
  readonly means: string | undefined
  /** What is odd about it, when it is not plain. */
  readonly oddity?: Oddity
}

/** The ways in which hostile text differs from plain text; each is a way to misread it. */
export type Oddity =
  | 'argument that is no number'
  | 'broken quotes'
  | 'case'
  | 'comma in quotes'
  | 'date'
  | 'date of modification'
  | 'empty argument'
  | 'list where one is expected'
  | 'more than 2^31'
  | 'name that is none'
  | 'tag that cannot be sent'

export interface Message {
  /** The members of `Cache-Control`, in order. None: the field is absent. */
  readonly cacheControl: readonly Written[]
  /** All other fields, by lower-case name. */
  readonly fields: Readonly<Record<string, Written | undefined>>
}

export interface Asking extends Message {
  readonly method: string
}

/** One history of one URL: an answer arrives, the URL is asked for again, and the origin says 304, or fails. */
export interface Exchange {
  readonly mode: 'private' | 'shared'
  /** Heuristic freshness: for what is stored, and for what the 304 makes of it; one setting for both. */
  readonly heuristics: { readonly stored: boolean; readonly freshened: boolean }
  /** What stands between two members of each `Cache-Control`. */
  readonly separator: string
  /** The request that brought the response. */
  readonly request: Asking
  readonly response: Message & {
    readonly status: number
    /** Seconds between the request and the response. */
    readonly delay: number
  }
  readonly again: Asking & {
    /** Seconds between the response and this request; negative when the clock went back. */
    readonly after: number
    readonly redirect: 'follow' | 'manual'
  }
  /** The answer to the validation that the first request, sent once more at that time, makes necessary. */
  readonly notModified: Message & { readonly delay: number }
}

/** What a cache makes of an exchange. */
export type Judgement = { readonly storable: false } | Storable

export interface Storable {
  readonly storable: true
  /** Seconds of freshness (RFC 9111 §4.2.1); 0 with `no-cache`. */
  readonly lifetime: number
  /** Age at the second request (§4.2.3). */
  readonly age: number
  readonly fresh: boolean
  /** May the response answer the second request? (§4) */
  readonly use: 'as it is' | 'while it is validated' | 'no' | 'no, and nobody may be asked'
  /** With what the origin is asked, if it is (§4.3.1). */
  readonly precondition: Readonly<Record<string, string>>
  /** May it answer when the origin fails with 503? (RFC 5861 §4) */
  readonly onError: boolean
  readonly freshened: Freshened | 'removed' | 'not by this 304'
}

/** The stored response after the 304 (§4.3.4). */
export interface Freshened {
  readonly lifetime: number
  readonly age: number
  /** With what it is validated next. */
  readonly precondition: Readonly<Record<string, string>>
  /** All fields but those whose meaning the other members show. */
  readonly fields: Readonly<Record<string, string>>
}

/** Fields of which not the text matters, but what is made of it. */
const judged: ReadonlySet<string> = new Set([
  'age',
  'cache-control',
  'connection',
  'date',
  'etag',
  'expires',
  'last-modified',
  'pragma',
  'vary',
])

export function comparable(fields: Iterable<readonly [string, string]>): Record<string, string> {
  const kept = [...fields].filter(([name]) => !judged.has(name))
  return Object.fromEntries(kept.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Of a request's fields those that make it conditional. */
export function conditions(fields: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    [...fields].filter(([name]) => name === 'if-none-match' || name === 'if-modified-since'),
  )
}

/** When the response arrives: 2027-01-15T08:00:00Z. */
export const ARRIVAL = 1_800_000_000

export const URL_ASKED = 'https://api.test/coins'

/** A message's fields as they travel; an absent one is no empty one. */
export function fieldsAsWritten(
  { cacheControl, fields }: Message,
  separator: string,
): (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = []
  if (cacheControl.length > 0) {
    lines.push(['cache-control', cacheControl.map(({ text }) => text).join(separator)])
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) lines.push([name, value.text])
  }
  return lines
}

/** Neither side need agree in the last bit of a division. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}
