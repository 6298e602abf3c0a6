import { useBookmarks } from '@etagged/react'
import { countRender } from '../activity/render-counts.ts'
import { QueryStatus } from '../board/query-status.tsx'

/** The signed-in user's own list: what nobody else may ever see. */
export function BookmarkList() {
  return (
    <section className="bookmarks" aria-labelledby="bookmarks-title">
      <header className="section-head">
        <h2 id="bookmarks-title">Your bookmarks</h2>
        <BookmarkStatus />
      </header>
      <BookmarkItems />
    </section>
  )
}

function BookmarkStatus() {
  const { status, fetchStatus, dataUpdatedAt, error } = useBookmarks()
  return <QueryStatus query={{ status, fetchStatus, dataUpdatedAt, error }} />
}

function BookmarkItems() {
  const { data } = useBookmarks()
  countRender('BookmarkItems')
  if (data === undefined) return null
  return (
    <>
      <h3>{data.name}</h3>
      <ul>
        {data.items.map(({ item_id: mint }) => (
          <li key={mint}>
            <a href={`#/coin/${mint}`}>
              <code>{mint}</code>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
