import { PanelBottomClose, PanelBottomOpen, PanelRightClose, PanelRightOpen } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { formatBytes } from '../format/bytes.ts'
import type { ActivityLog } from './activity-log.ts'
import './activity.css'

interface ActivityDockProps {
  readonly log: ActivityLog
  /** Bytes that were not sent again since the page was loaded. */
  readonly bytesSaved: () => number
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** The cache panel; absent: this build is without it. */
  readonly panel: Toggle | undefined
}

interface Toggle {
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** The newest line of what the cache did, always in sight, and the way to all the others. */
export function ActivityDock({ log, bytesSaved, isOpen, onToggle, panel }: ActivityDockProps) {
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
        <b>{formatBytes(bytesSaved())}</b> not sent again
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
      {panel && <PanelToggle {...panel} />}
    </div>
  )
}

function PanelToggle({ isOpen, onToggle }: Toggle) {
  const Icon = isOpen ? PanelBottomClose : PanelBottomOpen
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'panel' : undefined}
      onClick={onToggle}
    >
      <Icon size={16} aria-hidden="true" />
      Cache
    </button>
  )
}
