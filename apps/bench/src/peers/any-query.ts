import { defineEndpoint } from '@etagged/core'
import { query } from '@etagged/react'
import type { QueryObserverOptions } from '@tanstack/react-query'

/** etagged's query of a path. Nobody here checks the body, so that a schema is nobody's cost. */
export function anyQuery(path: string): QueryObserverOptions {
  const { pathname, searchParams } = new URL(path, 'http://api.test')
  const endpoint = defineEndpoint({
    path: pathname,
    response: {
      '~standard': { version: 1, vendor: 'bench', validate: (value: unknown) => ({ value }) },
    },
  })
  return query(endpoint, Object.fromEntries(searchParams)) as unknown as QueryObserverOptions
}
