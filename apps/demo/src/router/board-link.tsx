import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

interface BoardLinkProps {
  /** How the button looks; see pieces.css. */
  readonly kind?: 'primary' | 'quiet' | undefined
  /** @default 'To the board' */
  readonly children?: ReactNode
}

/** The way to all coins, as a button. */
export function BoardLink({ kind, children = 'To the board' }: BoardLinkProps) {
  return (
    <Link to="/" className="button" data-kind={kind} activeOptions={{ exact: true }}>
      {children}
    </Link>
  )
}
