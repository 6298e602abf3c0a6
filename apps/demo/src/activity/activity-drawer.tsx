import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import type { ActivityLog } from './activity-log.ts'
import './activity.css'

interface ActivityDrawerProps {
  readonly log: ActivityLog
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** A line for each request, and how often the data components rendered. */
export function ActivityDrawer({ log, isOpen, onClose }: ActivityDrawerProps) {
  const { entries, renders, isSettled } = useSyncExternalStore(log.subscribe, log.current)
  useEscape(isOpen, onClose)
  return (
    <aside
      id="activity"
      className="activity"
      aria-labelledby="activity-title"
      data-open={isOpen}
      inert={!isOpen}
    >
      <header className="activity-head">
        <h2 id="activity-title">What the cache did</h2>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-icon
          aria-label="Close the activity"
          onClick={onClose}
        >
          <X size={17} aria-hidden="true" />
        </button>
      </header>
      <section className="renders-section" aria-labelledby="renders-title">
        <h3 id="renders-title">Renders since the page was loaded</h3>
        <dl className="renders" data-settled={isSettled}>
          {Object.entries(renders).map(([component, count]) => (
            <div key={component}>
              <dt>{component}</dt>
              <dd data-renders={component}>{count}</dd>
            </div>
          ))}
        </dl>
      </section>
      {entries.length === 0 && <p className="quiet activity-empty">Nothing yet in this session.</p>}
      <ol className="lines" aria-label="Requests, newest first" tabIndex={0}>
        {entries.map(({ id, at, tone, path, said, terms }) => (
          <li key={id} data-tone={tone}>
            <span className="line-head">
              <code>{path}</code>
              <time dateTime={at.toISOString()}>{at.toLocaleTimeString('en-GB')}</time>
            </span>
            <span>{said}</span>
            <code className="terms">{terms}</code>
          </li>
        ))}
      </ol>
    </aside>
  )
}

function useEscape(isActive: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isActive) return undefined
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onEscape()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
