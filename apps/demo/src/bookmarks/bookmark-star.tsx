import { useSession } from '@etagged/react'
import { Star } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { countRender } from '../activity/render-counts.ts'
import { explainError } from '../status/explain-error.ts'
import './bookmarks.css'
import { useBookmark } from './use-bookmark.ts'

interface BookmarkStarProps {
  readonly mint: string
  /** The coin's name, for who cannot see where the star stands. */
  readonly name: string
  /** @default nothing: without a user there is no star */
  readonly signedOut?: ReactNode
}

/** Ms for which a failure is told. */
const SAID_FOR = 8000

/** Saves a coin for the signed-in user, or forgets it. */
export function BookmarkStar({ mint, name, signedOut = null }: BookmarkStarProps) {
  const { state } = useSession()
  return state === 'signed-in' ? <UsersStar mint={mint} name={name} /> : signedOut
}

function UsersStar({ mint, name }: Omit<BookmarkStarProps, 'signedOut'>) {
  const { isSaved, toggle, error, reset } = useBookmark(mint)
  countRender('BookmarkStar')

  useEffect(() => {
    if (error === null) return undefined
    const timer = setTimeout(reset, SAID_FOR)
    return () => clearTimeout(timer)
  }, [error, reset])

  return (
    <span className="star-place">
      <button
        type="button"
        className="button star"
        data-kind="quiet"
        data-icon
        aria-pressed={isSaved}
        aria-label={`Bookmark ${name.trim()}`}
        onClick={toggle}
      >
        <Star size={17} aria-hidden="true" />
      </button>
      {error !== null && (
        <span className="star-failure" role="alert">
          Not {isSaved ? 'removed' : 'saved'}. {explainError(error)}
        </span>
      )}
    </span>
  )
}
