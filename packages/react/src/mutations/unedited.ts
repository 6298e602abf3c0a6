import type { Query } from '@tanstack/react-query'
import { type QuerySource, sourceOf } from '../query-source.ts'

/** What a part of a query's data was before edits were laid above it. */
const before = new WeakMap<object, unknown>()

/**
 * Notes what the parts of edited data were. Other parts are given to the query beside them, and bring
 * them back.
 */
export function noteEdited(query: Query, base: unknown): void {
  const { partsOf } = sourceOf(query) ?? noParts
  const former = new Map(partsOf(base).map(({ request, data }) => [request.url, data]))
  for (const { request, data } of partsOf(query.state.data)) {
    const part = former.get(request.url)
    if (part !== undefined && part !== data && isObject(data)) before.set(data, part)
  }
}

/** The data without the edits of its parts. */
export function withoutEdits(query: Query, data: unknown): unknown {
  const { partsOf, withPart } = sourceOf(query) ?? noParts
  return partsOf(data).reduce((all: unknown, part, index) => {
    const own = unedited(part.data)
    return own === part.data ? all : withPart(all, index, own)
  }, data)
}

function unedited(part: unknown): unknown {
  return isObject(part) && before.has(part) ? before.get(part) : part
}

const noParts: Pick<QuerySource, 'partsOf' | 'withPart'> = {
  partsOf: () => [],
  withPart: (data) => data,
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
