import type { ReactNode } from 'react'

/** Two equal bars: the tag is the same as before. */
export function BrandMark({ size }: { readonly size: number }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#f5a623" />
      <path d="M7 6.5h10v3H7zM7 14.5h10v3H7z" fill="#1d1503" />
    </svg>
  )
}
