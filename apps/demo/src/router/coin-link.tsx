import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface CoinLinkProps {
  readonly mint: string
  readonly className?: string
  readonly children: ReactNode
}

/** A link to a coin. Unlike the router's own it never renders by itself: a list has hundreds. */
export function CoinLink({ mint, className, children }: CoinLinkProps) {
  const router = useRouter()

  function follow(event: MouseEvent): void {
    if (isForTheBrowser(event)) return
    event.preventDefault()
    void router.navigate({ to: '/coin/$mint', params: { mint } })
  }

  return (
    <a href={`#/coin/${encodeURIComponent(mint)}`} className={className} onClick={follow}>
      {children}
    </a>
  )
}

/** Clicks that open another tab or window. */
function isForTheBrowser({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey
}
