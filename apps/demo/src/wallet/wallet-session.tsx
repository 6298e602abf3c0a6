import { LogOut, RefreshCw } from 'lucide-react'
import type { Login } from '../auth/login-store.ts'

interface WalletSessionProps {
  readonly login: Login
  readonly isBusy: boolean
  readonly onRenew: () => void
  readonly onSignOut: () => void
}

/** Who is signed in, with the whole address. */
export function WalletSession({ login, isBusy, onRenew, onSignOut }: WalletSessionProps) {
  return (
    <section className="wallet-session" aria-label="Session">
      <p>
        Signed in as <strong className="wallet-name">{login.name}</strong>
      </p>
      <code>{login.address}</code>
      <div className="wallet-actions">
        <button type="button" className="button" aria-busy={isBusy} onClick={onRenew}>
          <RefreshCw size={16} aria-hidden />
          New token
        </button>
        <button type="button" className="button" onClick={onSignOut}>
          <LogOut size={16} aria-hidden />
          Sign out
        </button>
      </div>
    </section>
  )
}
