import type { Etagged } from '@etagged/core'
import { useSyncExternalStore } from 'react'
import type { ActivityLog } from '../activity/activity-log.ts'
import type { Account } from '../auth/account.ts'
import type { FrameEntry } from './frame-entry.ts'
import { heldBy, partitionLabel } from './held-by.ts'
import './frame-bar.css'

interface FrameBarProps {
  readonly entry: FrameEntry
  readonly account: Account
  readonly client: Etagged
  /** Tells when something may have been stored. */
  readonly log: ActivityLog
}

/** Whose a frame is, which part of the cache is theirs, and how much it holds. */
export function FrameBar({ entry, account: { logins }, client, log }: FrameBarProps) {
  const { state, failure } = useSyncExternalStore(entry.subscribe, entry.current)
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  const partition = useSyncExternalStore(log.subscribe, () => client.session.partition)
  const held = useSyncExternalStore(log.subscribe, () => heldBy(client))
  const { name } = entry.frame
  const isBusy = state === 'busy'
  return (
    <div className="frame-bar" role="region" aria-label="This frame" data-partition={partition}>
      <p>
        <b>{login?.name ?? (isBusy ? `Signing in as ${name} …` : 'Nobody')}</b>
        <span className="frame-held">
          <span className="frame-term">partition</span> <code>{partitionLabel(partition)}</code>
          {', '}
          <span data-held={held}>{held === 1 ? '1 response' : `${held} responses`}</span>
        </span>
      </p>
      {login === null && !isBusy && (
        <button
          type="button"
          className="button"
          data-kind="primary"
          onClick={() => void entry.enter()}
        >
          {failure === undefined ? `Sign in as ${name}` : 'Try again'}
        </button>
      )}
      {login === null && failure !== undefined && (
        <p role="alert" className="failure frame-failure">
          {name} is not signed in. {failure}
        </p>
      )}
    </div>
  )
}
