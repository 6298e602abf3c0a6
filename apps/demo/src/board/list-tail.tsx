import { useCoins } from '@etagged/react'
import { useRef } from 'react'

import { formatCount } from '../format/amounts.ts'
import type { BoardView } from '../router/board-search.ts'
import { pageParams, type Tail, tailAfter } from './pages.ts'
import { useIntersection } from './use-intersection.ts'

interface ListTailProps {
  readonly view: BoardView
  /** How many are open. */
  readonly pages: number
  readonly onMore: () => void
}

/** What follows the open pages: another one as soon as this comes near, or the list's end. */
export function ListTail({ view, pages, onMore }: ListTailProps) {
  const { data: rows } = useCoins(pageParams(view, pages - 1), {
    enabled: false,
    select: ({ length }) => length,
  })
  const tail = tailAfter(pages, rows)
  return (
    <>
      <p role="status" className="visually-hidden">
        {announce(tail)}
      </p>
      {tail.kind === 'more' && <Sentinel key={pages} onReach={onMore} />}
      {tail.kind === 'end' && tail.shown > 0 && (
        <p className="list-tail" aria-hidden="true">
          {announce(tail)}
        </p>
      )}
    </>
  )
}

function announce(tail: Tail): string {
  if (tail.kind === 'unknown' || tail.shown === 0) return ''
  const coins = `${formatCount(tail.shown)} ${tail.shown === 1 ? 'coin' : 'coins'}`
  return tail.kind === 'end' ? `${coins}, end of the list` : `${coins} so far`
}

/** Whoever does not scroll has a button. */
function Sentinel({ onReach }: { readonly onReach: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useIntersection(button, '600px 0px', (isNear) => {
    if (isNear) onReach()
  })
  return (
    <div className="list-tail">
      <button ref={button} type="button" className="button" onClick={onReach}>
        Load more
      </button>
    </div>
  )
}
