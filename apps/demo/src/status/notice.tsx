import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './status.css'

interface NoticeProps {
  readonly icon: LucideIcon
  readonly title: string
  /** @default 'quiet' */
  readonly tone?: 'quiet' | 'bad'
  /** A heading's rank; 1 when it is all that the page shows. @default 2 */
  readonly level?: 1 | 2
  readonly children?: ReactNode
  /** Buttons and links: what to do now. */
  readonly actions?: ReactNode
}

/** Stands where data would be: nothing there, nothing found, or nothing to be had. */
export function Notice({
  icon: Icon,
  title,
  tone = 'quiet',
  level = 2,
  children,
  actions,
}: NoticeProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <div className="notice" data-tone={tone}>
      <Icon size={28} strokeWidth={1.5} aria-hidden="true" />
      <Title>{title}</Title>
      {children}
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  )
}
