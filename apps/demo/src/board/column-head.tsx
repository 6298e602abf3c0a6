import { ArrowDown, ArrowUp } from 'lucide-react'
import type { BoardSort, BoardView } from '../router/board-search.ts'

type ColumnHeadProps =
  | {
      readonly column: 'star' | 'coin' | 'creator' | 'curve'
      readonly text: string
      /** Only for screen readers. @default false */
      readonly isHidden?: boolean
    }
  | {
      readonly column: BoardSort
      readonly text: string
      readonly view: BoardView
      readonly onSort: (sort: BoardSort) => void
    }

/** A column's head; a button where the API can sort by it. */
export function ColumnHead(props: ColumnHeadProps) {
  const { column, text } = props
  if (!('view' in props)) {
    return (
      <th role="columnheader" scope="col" data-column={column}>
        <span className={props.isHidden ? 'visually-hidden' : undefined}>{text}</span>
      </th>
    )
  }
  const { view, onSort } = props
  const isSorted = view.sort === props.column
  const Arrow = view.order === 'ASC' ? ArrowUp : ArrowDown
  return (
    <th
      role="columnheader"
      scope="col"
      data-column={column}
      aria-sort={isSorted ? ariaOrders[view.order] : undefined}
    >
      <button type="button" className="sort" onClick={() => onSort(props.column)}>
        {text}
        <Arrow size={13} aria-hidden="true" data-shown={isSorted} />
      </button>
    </th>
  )
}

const ariaOrders = { ASC: 'ascending', DESC: 'descending' } as const
