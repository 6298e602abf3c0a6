import { Compass } from 'lucide-react'
import { BoardLink } from '../router/board-link.tsx'
import { Notice } from '../status/notice.tsx'

/** An address that no page has. */
export function NotFound() {
  return (
    <>
      <title>Not found · etagged</title>
      <Notice
        level={1}
        icon={Compass}
        title="There is no page here"
        actions={<BoardLink kind="primary" />}
      >
        <p>The address may have been cut off or mistyped. All coins are on the board.</p>
      </Notice>
    </>
  )
}
