import type { InvalidationEvent } from '@etagged/core'
import type { Query } from '@tanstack/react-query'

/** Of the event that names a query; absent: the query has waited. */
export type Because = InvalidationEvent['because'] | undefined

/** Does a query wait? Whoever makes it wait validates it later. */
type PutOff = (query: Query, because: Because, validate: (query: Query) => void) => boolean

/** Events of a stream may come faster than answers do: who brings them decides. */
export const pacing: { putOff?: PutOff } = {}
