'use client'

import type { ReactNode } from 'react'
import { copyText } from './copy-text.ts'
import { usePanel } from './panel-context.ts'

interface CopiedCodeProps {
  readonly label: string
  readonly code: string
}

/** Code with a button that copies it. */
export function CopiedCode({ label, code }: CopiedCodeProps): ReactNode {
  const { say } = usePanel()

  async function copy(): Promise<void> {
    const isCopied = await copyText(code)
    say(
      isCopied ? `Copied: ${label}.` : 'The browser does not let this page copy: select the text.',
    )
  }

  return (
    <div className="etd-copied">
      <pre className="etd-code" tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <button
        type="button"
        className="etd-button"
        aria-label={`Copy: ${label}`}
        onClick={() => void copy()}
      >
        Copy
      </button>
    </div>
  )
}
