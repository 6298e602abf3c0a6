import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

interface CopyButtonProps {
  readonly text: string
  /** What the button does, such as `Copy the mint`. */
  readonly label: string
}

/** Ms for which it says that it has copied. */
const SAID_FOR = 2000

/** Puts a text on the clipboard. Not there where a page has none: on plain http, but for localhost. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  useEffect(() => {
    if (outcome === undefined) return undefined
    const timer = setTimeout(() => setOutcome(undefined), SAID_FOR)
    return () => clearTimeout(timer)
  }, [outcome])

  // Typed as if it were always there.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard === undefined) return null

  function copy(): void {
    clipboard?.writeText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }

  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon
        aria-label={label}
        onClick={copy}
      >
        {outcome === 'copied' ? (
          <Check size={16} aria-hidden="true" />
        ) : (
          <Copy size={16} aria-hidden="true" />
        )}
      </button>
      <span role="status" className={outcome === 'refused' ? 'failure' : 'visually-hidden'}>
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser does not let this page copy.'}
      </span>
    </>
  )
}
