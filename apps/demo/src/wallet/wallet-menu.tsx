import { KeyRound, X } from 'lucide-react'
import { type Ref, type ToggleEvent, useRef, useState, useSyncExternalStore } from 'react'
import type { Account } from '../auth/account.ts'
import type { Login } from '../auth/login-store.ts'
import { formatAddress } from '../format/address.ts'
import { useAttempt } from './use-attempt.ts'
import { WalletPanel } from './wallet-panel.tsx'
import { WALLETS_POPOVER } from './wallets-popover.ts'
import './wallet-menu.css'

const SESSION_ENDED = 'Your session ended; sign in again.'

/**
 * Who is signed in, and the wallets to sign in with. For tests: `.user-switch` has the address in
 * `data-user`, empty while nobody is signed in.
 */
export function WalletMenu({ account }: { readonly account: Account }) {
  const { logins, wallets } = account
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  const hasEnded = useSyncExternalStore(logins.subscribe, account.hasEnded)
  const [isOpen, setOpen] = useState(false)
  const attempts = useAttempt()
  const id = WALLETS_POPOVER
  const popover = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)

  function prepare({ newState }: ToggleEvent): void {
    setOpen(newState === 'open')
    if (newState === 'open') void wallets.refresh()
  }

  function enter({ newState, currentTarget }: ToggleEvent<HTMLDivElement>): void {
    // It gives the focus back by itself when it closes.
    if (newState === 'open') currentTarget.focus()
  }

  function dismiss(): void {
    attempts.forget()
    if (hasEnded) account.signOut()
  }

  function close(): void {
    popover.current?.hidePopover()
    // Another button may have opened it, and be gone by now: this one tells who is signed in.
    opener.current?.focus()
  }

  const notice = hasEnded ? SESSION_ENDED : attempts.failure?.text
  return (
    <div className="user-switch" data-user={login?.address ?? ''}>
      <WalletButton ref={opener} login={login} opens={id} isBusy={attempts.busy !== undefined} />
      <div
        id={id}
        ref={popover}
        popover="auto"
        role="dialog"
        aria-label="Wallets"
        tabIndex={-1}
        className="popover"
        onBeforeToggle={prepare}
        onToggle={enter}
      >
        {isOpen && (
          <WalletPanel
            account={account}
            login={login}
            attempts={attempts}
            notice={hasEnded ? SESSION_ENDED : undefined}
            onDone={close}
          />
        )}
      </div>
      {notice !== undefined && !isOpen && <WalletNotice text={notice} onDismiss={dismiss} />}
    </div>
  )
}

interface WalletButtonProps {
  readonly ref: Ref<HTMLButtonElement>
  readonly login: Login | null
  /** The id of the popover. */
  readonly opens: string
  readonly isBusy: boolean
}

function WalletButton({ ref, login, opens, isBusy }: WalletButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      className="button wallet-button"
      data-kind={login ? undefined : 'primary'}
      popoverTarget={opens}
      aria-haspopup="dialog"
      aria-busy={isBusy}
    >
      <KeyRound size={16} aria-hidden />
      {login ? (
        <>
          <span className="wallet-name">{login.name}</span>
          <span className="wallet-address">{formatAddress(login.address)}</span>
        </>
      ) : (
        'Sign in'
      )}
    </button>
  )
}

interface WalletNoticeProps {
  readonly text: string
  readonly onDismiss: () => void
}

/** What happened while the menu was closed. */
function WalletNotice({ text, onDismiss }: WalletNoticeProps) {
  return (
    <p className="wallet-notice" role="alert">
      {text}
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon
        aria-label="Dismiss"
        onClick={onDismiss}
      >
        <X size={16} aria-hidden />
      </button>
    </p>
  )
}
