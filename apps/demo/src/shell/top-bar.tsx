import { Link } from '@tanstack/react-router'
import { Bookmark, Columns2, LayoutList, Scale } from 'lucide-react'
import type { ReactNode } from 'react'
import './top-bar.css'

interface TopBarProps {
  /** A frame has no ways out of its own. */
  readonly isFramed: boolean
  /** What stands at the end. */
  readonly children: ReactNode
}

/** Where one is, where one can go, and who one is. */
export function TopBar({ isFramed, children }: TopBarProps) {
  return (
    <header className="top-bar">
      <Link
        to="/"
        className="brand"
        aria-label="etagged"
        activeProps={{ 'aria-current': undefined }}
      >
        <BrandMark />
        <span className="brand-name">etagged</span>
      </Link>
      <nav aria-label="Pages">
        <Link to="/" activeOptions={{ includeSearch: false, exact: true }}>
          <LayoutList size={17} aria-hidden="true" />
          <span>Board</span>
        </Link>
        <Link to="/bookmarks">
          <Bookmark size={17} aria-hidden="true" />
          <span>Bookmarks</span>
        </Link>
        {!isFramed && (
          <>
            <Link to="/side-by-side" className="wide-only">
              <Columns2 size={17} aria-hidden="true" />
              <span>Side by side</span>
            </Link>
            <Link to="/compare" className="wide-only">
              <Scale size={17} aria-hidden="true" />
              <span>Compare</span>
            </Link>
          </>
        )}
      </nav>
      <div className="top-bar-end">{children}</div>
    </header>
  )
}

/** Two equal bars: the tag is the same as before. */
function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M7 6.5h10v3H7zM7 14.5h10v3H7z" />
    </svg>
  )
}
