import type { Etagged } from '@etagged/core'
import { EtaggedProvider, useSession } from '@etagged/react'
import { useSyncExternalStore } from 'react'
import type { ActivityLog } from './activity/activity-log.ts'
import { ActivityPanel } from './activity/activity-panel.tsx'
import type { Account } from './auth/account.ts'
import { UserSwitch } from './auth/user-switch.tsx'
import { CoinBoard } from './board/coin-board.tsx'
import { BookmarkList } from './bookmarks/bookmark-list.tsx'
import { CoinDetail } from './coin/coin-detail.tsx'
import { useOpenCoin } from './route.ts'

interface AppProps {
  readonly client: Etagged
  readonly account: Account
  readonly log: ActivityLog
}

export function App({ client, account, log }: AppProps) {
  const { logins } = account
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  return (
    <>
      <header className="top">
        <h1>etagged</h1>
        <UserSwitch account={account} />
      </header>
      <div className="layout">
        <main>
          <EtaggedProvider client={client} user={login?.address ?? null}>
            <Board />
          </EtaggedProvider>
        </main>
        <ActivityPanel log={log} />
      </div>
    </>
  )
}

function Board() {
  const mint = useOpenCoin()
  const { state } = useSession()
  return (
    <>
      {state === 'signed-in' && <BookmarkList />}
      {mint !== undefined && <CoinDetail key={mint} mint={mint} />}
      <CoinBoard selected={mint} />
    </>
  )
}
