import * as v from 'valibot'

/** The body of `POST /coins/mints`. */
export interface MintsRequest {
  /** Mint addresses, at least one. */
  readonly mints: readonly string[]
}

/** Reads what the type of this name says. */
export const MintsRequest: v.GenericSchema<unknown, MintsRequest> = v.object({
  mints: v.pipe(v.array(v.string()), v.nonEmpty('mints should not be empty')),
})
