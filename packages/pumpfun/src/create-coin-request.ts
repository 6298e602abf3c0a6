import * as v from 'valibot'

/** The body of `POST /coins/create`. The service does not document its own; this is the least. */
export interface CreateCoinRequest {
  /** Display name, 1 to 32 characters. */
  readonly name: string
  /** Ticker, 1 to 13 characters. */
  readonly symbol: string
  /** Free text. @default '' */
  readonly description?: string
  /** Absolute http or https URL of the picture. @default one that the server makes up */
  readonly image_uri?: string
  /** Free text, often a URL. */
  readonly twitter?: string
  /** Free text, often a URL. */
  readonly telegram?: string
  /** Free text, often a URL. */
  readonly website?: string
}

const text = (most: number): v.GenericSchema<unknown, string> =>
  v.pipe(v.string(), v.maxLength(most))

const words = (most: number): v.GenericSchema<unknown, string> =>
  v.pipe(text(most), v.regex(/\S/, 'should not be empty'))

/** Reads what the type of this name says. */
export const CreateCoinRequest: v.GenericSchema<unknown, CreateCoinRequest> = v.object({
  name: words(32),
  symbol: words(13),
  description: v.exactOptional(text(1000)),
  image_uri: v.exactOptional(
    v.pipe(text(500), v.regex(/^https?:\/\//, 'must be an http or https URL')),
  ),
  twitter: v.exactOptional(text(500)),
  telegram: v.exactOptional(text(500)),
  website: v.exactOptional(text(500)),
})
