'use client'

import { type Etagged, UsageError } from '@etagged/core'
import { type Context, createContext, useContext } from 'react'

/** The client of the nearest `EtaggedProvider`. */
export const EtaggedContext: Context<Etagged | undefined> = createContext<Etagged | undefined>(
  undefined,
)

/**
 * The client: for `json`, `signOut`, `stats` and whatever else is no query.
 * @throws UsageError outside of {@link EtaggedProvider}
 */
export function useEtagged(): Etagged {
  const client = useContext(EtaggedContext)
  if (client !== undefined) return client
  throw new UsageError('There is no <EtaggedProvider> above this component')
}
