import './status.css'

/** Where a text of about so many characters will be. Hidden from screen readers: the status speaks. */
export function Skeleton({ characters }: { readonly characters: number }) {
  return (
    <span
      className="skeleton"
      style={{ '--skeleton-width': `${characters}ch` } as Record<string, string>}
      aria-hidden="true"
    />
  )
}
