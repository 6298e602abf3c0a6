import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { LONGEST_NAME, nextName } from './wallet-names.ts'

interface NewWalletFormProps {
  /** The names of the wallets that are there. */
  readonly taken: readonly string[]
  readonly isBusy: boolean
  /** The element that says why the last attempt failed. */
  readonly failureId: string | undefined
  readonly onCreate: (name: string) => void
}

/** Makes a wallet under a name. */
export function NewWalletForm({ taken, isBusy, failureId, onCreate }: NewWalletFormProps) {
  const [typed, setTyped] = useState<string>()
  const name = typed ?? nextName(taken)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!isBusy) onCreate(name)
  }

  return (
    <form className="wallet-form" onSubmit={submit} noValidate>
      <label className="field">
        <span>Name of a new wallet</span>
        <input
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={failureId !== undefined}
          aria-describedby={failureId}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="button" data-kind="primary" aria-busy={isBusy}>
        <Plus size={16} aria-hidden />
        {isBusy ? 'Creating …' : 'Create and sign in'}
      </button>
    </form>
  )
}
