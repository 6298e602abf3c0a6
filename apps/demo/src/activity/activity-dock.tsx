import { PanelRightClose, PanelRightOpen } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import type { ActivityLog } from './activity-log.ts'
import './activity.css'

interface ActivityDockProps {
  readonly log: ActivityLog
  /** Bytes that were not sent again since the page was loaded. */
  readonly bytesSaved: () => number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** The newest line of what the cache did, always in sight, and the way to all the others. */
export function ActivityDock({ log, bytesSaved, isOpen, onToggle }: ActivityDockProps) {
  const { entries } = useSyncExternalStore(log.subscribe, log.current)
  const [latest] = entries
  const Icon = isOpen ? PanelRightClose : PanelRightOpen
  return (
    <div className="activity-dock">
      <p className="latest" data-tone={latest?.tone}>
        {latest === undefined ? (
          <span className="quiet">Nothing asked yet in this session</span>
        ) : (
          <>
            <code>{latest.path}</code>
            <span key={latest.id} className="latest-said">
              {latest.said}
            </span>
          </>
        )}
      </p>
      <p className="saved">
        <b>{kilobytes(bytesSaved())}</b> not sent again
      </p>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        aria-expanded={isOpen}
        aria-controls="activity"
        onClick={onToggle}
      >
        <Icon size={16} aria-hidden="true" />
        Activity
      </button>
    </div>
  )
}

function kilobytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.round(bytes / 1000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
