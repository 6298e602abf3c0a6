import { useId, useRef, useState, useSyncExternalStore } from 'react'
import type { Account } from '../auth/account.ts'
import type { Login } from '../auth/login-store.ts'
import { NewWalletForm } from './new-wallet-form.tsx'
import type { Attempt } from './use-attempt.ts'
import { WalletRow } from './wallet-row.tsx'
import { WalletSession } from './wallet-session.tsx'
import type { WalletList } from './wallet-store.ts'

interface WalletPanelProps {
  readonly account: Account
  readonly login: Login | null
  readonly attempts: Attempt
  /** What the visitor must know before anything else. */
  readonly notice: string | undefined
  /** Somebody has signed in or out: there is nothing more to do here. */
  readonly onDone: () => void
}

/** The session, the wallets of this browser, and a form for another one. */
export function WalletPanel({ account, login, attempts, notice, onDone }: WalletPanelProps) {
  const { wallets } = account
  const { busy, failure, attempt } = attempts
  const list = useSyncExternalStore(wallets.subscribe, wallets.current)
  const [deleting, setDeleting] = useState<string>()
  const failureId = useId()
  const heading = useRef<HTMLHeadingElement>(null)

  async function signIn(address: string): Promise<void> {
    if (await attempt(address, () => account.signIn(address))) onDone()
  }

  async function create(name: string): Promise<void> {
    const isDone = await attempt('create', async () => {
      const { address } = await wallets.create(name)
      await account.signIn(address)
    })
    if (isDone) onDone()
  }

  function signOut(): void {
    account.signOut()
    onDone()
  }

  async function remove(address: string): Promise<void> {
    // The button with the focus goes away with its row.
    if (await attempt(address, () => account.removeWallet(address))) heading.current?.focus()
    setDeleting(undefined)
  }

  return (
    <>
      {notice !== undefined && (
        <p role="alert" className="failure">
          {notice}
        </p>
      )}
      {login && (
        <WalletSession
          login={login}
          isBusy={busy === 'renew'}
          onRenew={() => void attempt('renew', account.renew)}
          onSignOut={signOut}
        />
      )}
      <h2 ref={heading} tabIndex={-1}>
        Wallets
      </h2>
      <p className="quiet">{aboutList(list)}</p>
      <ul className="wallet-list" aria-label="Wallets">
        {list.wallets.map((wallet) => (
          <WalletRow
            key={wallet.address}
            wallet={wallet}
            isCurrent={wallet.address === login?.address}
            isBusy={wallet.address === busy}
            isDeleting={wallet.address === deleting}
            onSignIn={() => void signIn(wallet.address)}
            onDelete={setDeleting}
            onConfirm={() => void remove(wallet.address)}
          />
        ))}
      </ul>
      <NewWalletForm
        taken={list.wallets.map(({ name }) => name)}
        isBusy={busy === 'create'}
        failureId={failure?.what === 'create' ? failureId : undefined}
        onCreate={(name) => void create(name)}
      />
      {failure && (
        <p id={failureId} role="alert" className="failure">
          {failure.text}
        </p>
      )}
    </>
  )
}

function aboutList({ status, wallets }: WalletList): string {
  if (status === 'loading') return 'Looking for wallets …'
  if (status === 'in-memory') return 'The disk has failed: new wallets last until the page closes.'
  if (wallets.length > 0) return 'Keys of this browser. They never leave it.'
  return 'A wallet is a key. It is made in this browser, never leaves it, and needs no password.'
}
