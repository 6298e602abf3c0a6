'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'

interface ConfirmButtonProps {
  readonly label: string
  /** What will be gone. */
  readonly question: string
  readonly confirm: string
  readonly isDisabled?: boolean
  readonly onConfirm: () => void
}

/** A button whose deed cannot be undone: it asks first, in its own place. */
export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const { label, question, confirm, isDisabled = false, onConfirm } = props
  const [isAsking, setIsAsking] = useState(false)
  const focused = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)

  useEffect(() => {
    if (wasAsking.current !== isAsking) focused.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    setIsAsking(false)
  }

  if (!isAsking) {
    return (
      <button
        ref={focused}
        type="button"
        className="etd-button"
        data-kind="bad"
        disabled={isDisabled}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </button>
    )
  }
  return (
    <span className="etd-confirm" role="group" aria-label={question} onKeyDown={onKeyDown}>
      <span>{question}</span>
      <button
        type="button"
        className="etd-button"
        data-kind="bad"
        onClick={() => {
          setIsAsking(false)
          onConfirm()
        }}
      >
        {confirm}
      </button>
      <button ref={focused} type="button" className="etd-button" onClick={() => setIsAsking(false)}>
        Cancel
      </button>
    </span>
  )
}
