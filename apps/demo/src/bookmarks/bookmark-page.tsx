import { useSession } from '@etagged/react'
import { Wallet } from 'lucide-react'
import { Notice } from '../status/notice.tsx'
import { WALLETS_POPOVER } from '../wallet/wallets-popover.ts'
import { BookmarkList } from './bookmark-list.tsx'

/** The page of the saved coins. */
export function BookmarkPage() {
  const { state } = useSession()
  if (state === 'unknown') return null
  return state === 'signed-in' ? <BookmarkList form="page" /> : <SignedOut />
}

function SignedOut() {
  return (
    <Notice
      level={1}
      icon={Wallet}
      title="Your bookmarks are yours alone"
      actions={
        <button
          type="button"
          className="button"
          data-kind="primary"
          popoverTarget={WALLETS_POPOVER}
        >
          Sign in
        </button>
      }
    >
      <p>
        Sign in to see what you have saved, with a key that this page makes for you. When you sign
        out, nothing of it stays on this device.
      </p>
    </Notice>
  )
}
