'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useCopy } from './use-copy.ts'

interface CopyButtonProps {
  readonly children: ReactNode
  /** Asked when the button is pressed. */
  readonly text: () => string
  /** The key that does the same on a row. */
  readonly keys?: string
}

/** Copies a text. Where the browser refuses that, as on an insecure origin, the text is there, selected. */
export function CopyButton({ children, text, keys }: CopyButtonProps): ReactNode {
  const copyText = useCopy('the text is selected, copy it by hand')
  const [refused, setRefused] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    if (refused === undefined) return
    field.current?.focus()
    field.current?.select()
  }, [refused])

  async function copy(): Promise<void> {
    const copied = text()
    const isDone = await copyText(copied)
    setRefused(isDone ? undefined : copied)
  }

  return (
    <>
      <button
        type="button"
        className="etd-button"
        {...(keys === undefined ? {} : { 'aria-keyshortcuts': keys, title: `On the row: ${keys}` })}
        onClick={() => void copy()}
      >
        {children}
      </button>
      {refused !== undefined && (
        <textarea
          ref={field}
          readOnly
          className="etd-input etd-copy"
          aria-label="Text to copy"
          rows={Math.min(8, refused.split('\n').length)}
          value={refused}
        />
      )}
    </>
  )
}
