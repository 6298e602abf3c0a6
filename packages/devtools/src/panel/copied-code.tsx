'use client'

import type { ReactNode } from 'react'
import { useCopy } from './use-copy.ts'

interface CopiedCodeProps {
  readonly label: string
  readonly code: string
}

/** Code with a button that copies it. */
export function CopiedCode({ label, code }: CopiedCodeProps): ReactNode {
  const copy = useCopy('select the text, and copy it by hand')

  return (
    <div className="etd-copied">
      <pre className="etd-code" tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <button
        type="button"
        className="etd-button"
        aria-label={`Copy: ${label}`}
        onClick={() => void copy(code, label)}
      >
        Copy
      </button>
    </div>
  )
}
