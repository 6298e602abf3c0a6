import { useRef, useState } from 'react'
import { describeFailure } from './describe-failure.ts'

/** What was tried last, and how that went. */
export interface Attempt {
  /** What is under way. */
  readonly busy: string | undefined
  /** What failed and was not tried again since. */
  readonly failure: { readonly what: string; readonly text: string } | undefined
  /** Tries something. Of what overlaps, only the last is told of; `true` when that went well. */
  readonly attempt: (what: string, change: () => Promise<void>) => Promise<boolean>
  /** Tells of the failure no more. */
  readonly forget: () => void
}

/** Keeps what a component tries, for it to show. */
export function useAttempt(): Attempt {
  const [state, setState] = useState<Pick<Attempt, 'busy' | 'failure'>>(idle)
  const last = useRef(0)

  async function attempt(what: string, change: () => Promise<void>): Promise<boolean> {
    const turn = ++last.current
    setState({ busy: what, failure: undefined })
    try {
      await change()
      if (turn === last.current) setState(idle)
      return turn === last.current
    } catch (error) {
      if (turn === last.current) {
        setState({ busy: undefined, failure: { what, text: describeFailure(error) } })
      }
      return false
    }
  }

  return { ...state, attempt, forget: () => setState(({ busy }) => ({ busy, failure: undefined })) }
}

const idle = { busy: undefined, failure: undefined }
