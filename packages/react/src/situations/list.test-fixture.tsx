import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { items } from '../endpoints.test-fixture.ts'
import { query, type QueryOverrides } from '../query.ts'
import type { Item } from '../endpoints.test-fixture.ts'

/** A list, which tells what it knew at each render: `success/fetching one,two`. */
export function createList(overrides: QueryOverrides<readonly Item[]> = {}): {
  readonly states: string[]
  readonly List: () => ReactNode
} {
  const states: string[] = []
  return {
    states,
    List() {
      const { data = [], status, fetchStatus, error } = useQuery(query(items, {}, overrides))
      const names = data.map(({ name }) => name).join()
      states.push(`${status}/${fetchStatus} ${names}`)
      return (
        <p>
          {names} {error?.message}
        </p>
      )
    },
  }
}
