import { Trash2 } from 'lucide-react'
import { formatAddress } from '../format/address.ts'
import type { Wallet } from './wallet.ts'

interface WalletRowProps {
  readonly wallet: Wallet
  readonly isCurrent: boolean
  readonly isBusy: boolean
  readonly isDeleting: boolean
  readonly onSignIn: () => void
  /** Asks whether this wallet shall be deleted, or, with `undefined`, no longer. */
  readonly onDelete: (address: string | undefined) => void
  readonly onConfirm: () => void
}

/** One wallet: to sign in with, or to delete after a question. */
export function WalletRow(props: WalletRowProps) {
  const { wallet, isCurrent, isBusy, isDeleting, onSignIn, onDelete, onConfirm } = props
  const { name, address } = wallet
  if (isDeleting) {
    return (
      <li className="wallet-question">
        <p>
          Delete <strong className="wallet-name">{name}</strong>? Its key cannot be brought back.
        </p>
        <div className="wallet-actions" role="group" aria-label={`Delete ${name}?`}>
          {/* The button that had the focus has made way for the question. */}
          <button type="button" className="button" autoFocus onClick={() => onDelete(undefined)}>
            Keep
          </button>
          <button
            type="button"
            className="button"
            data-kind="bad"
            aria-busy={isBusy}
            onClick={onConfirm}
          >
            Delete
          </button>
        </div>
      </li>
    )
  }
  return (
    <li className="wallet-row">
      <button
        type="button"
        className="wallet-choice"
        aria-current={isCurrent ? 'true' : undefined}
        aria-busy={isBusy}
        onClick={onSignIn}
      >
        <span className="wallet-name">{name}</span>{' '}
        <span className="wallet-address">{formatAddress(address)}</span>{' '}
        <span className="wallet-state">{stateOf(isCurrent, isBusy)}</span>
      </button>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon
        aria-label={`Delete ${name}`}
        onClick={() => onDelete(address)}
      >
        <Trash2 size={16} aria-hidden />
      </button>
    </li>
  )
}

function stateOf(isCurrent: boolean, isBusy: boolean): string {
  if (isBusy) return 'Signing in …'
  return isCurrent ? 'Signed in' : 'Sign in'
}
