'use client'

import type { ReactNode } from 'react'
import type { Sorting, SortKey } from './choose-rows.ts'

interface SortHeadProps {
  readonly name: string
  readonly title: string
  /** Absent: nobody sorts by it. */
  readonly by?: SortKey
  readonly isNumber?: boolean
  readonly sorting: Sorting
  readonly onSort: (by: SortKey) => void
}

/** The head of a column, by which the table is sorted. */
export function SortHead(props: SortHeadProps): ReactNode {
  const { name, title, by, isNumber = false, sorting, onSort } = props
  const number = isNumber ? { 'data-number': true } : {}
  if (by === undefined) {
    return (
      <th scope="col" data-col={name} {...number}>
        {title}
      </th>
    )
  }
  const isSorted = sorting.by === by
  const direction = sorting.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" data-col={name} {...number} aria-sort={isSorted ? direction : 'none'}>
      <button type="button" className="etd-sort" onClick={() => onSort(by)}>
        {title}
        {isSorted && <span aria-hidden="true">{sorting.isDescending ? '▾' : '▴'}</span>}
      </button>
    </th>
  )
}
