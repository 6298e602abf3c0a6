import type { CoinRow } from '@etagged/pumpfun'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type CoinPages, coinQueries } from '../coins/coin-queries.ts'
import { Row } from './board.test-fixture.tsx'
import type { Renders } from './renders.test-fixture.ts'

/** Rows of a page. */
export const PAGE = 20

/** What an origin answers for a list that is read page by page. */
export function pagesOf(rows: readonly CoinRow[]): Record<string, readonly CoinRow[]> {
  const pages: Record<string, readonly CoinRow[]> = {}
  for (let offset = 0; offset <= rows.length; offset += PAGE) {
    pages[pathOf(offset)] = rows.slice(offset, offset + PAGE)
  }
  return pages
}

export function pathOf(offset: number): string {
  return offset === 0 ? `/coins?limit=${PAGE}` : `/coins?limit=${PAGE}&offset=${offset}`
}

interface EndlessProps {
  readonly renders: Renders
  readonly select?: (pages: CoinPages) => CoinPages
}

const asTheyAre = (pages: CoinPages): CoinPages => pages

/** A list with a button for its next page, and how many rows each of its pages has. */
export function Endless({ renders, select = asTheyAre }: EndlessProps): ReactNode {
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(
    coinQueries.infinite({ limit: PAGE }, { select }),
  )
  renders.list()
  return (
    <>
      <button type="button" onClick={() => void fetchNextPage()}>
        {data?.pages.map(({ length }) => length).join()} {hasNextPage ? 'and more' : 'in all'}
      </button>
      {data?.pages.map((rows) => rows.map((row) => <Row key={row.mint} {...{ row, renders }} />))}
    </>
  )
}
