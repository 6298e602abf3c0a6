import { useSyncExternalStore } from 'react'
import type { ActivityLog } from './activity-log.ts'

/** A line for each request, and how often the data components rendered. */
export function ActivityPanel({ log }: { readonly log: ActivityLog }) {
  const { entries, renders, isSettled } = useSyncExternalStore(log.subscribe, log.current)
  return (
    <section className="activity" aria-labelledby="activity-title">
      <h2 id="activity-title">What the cache did</h2>
      <dl className="renders" data-settled={isSettled}>
        {Object.entries(renders).map(([component, count]) => (
          <div key={component}>
            <dt>{component}</dt>
            <dd data-renders={component}>{count}</dd>
          </div>
        ))}
      </dl>
      {entries.length === 0 && <p className="hint">Nothing yet in this session.</p>}
      <ol className="lines" aria-live="polite">
        {entries.map(({ id, at, tone, path, said, terms }) => (
          <li key={id} data-tone={tone}>
            <span className="line-head">
              <time dateTime={at.toISOString()}>{at.toLocaleTimeString('en-GB')}</time>
              <code>{path}</code>
            </span>
            <span>{said}</span>
            <code className="terms">{terms}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}
