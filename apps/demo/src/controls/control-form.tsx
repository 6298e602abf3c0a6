import { X } from 'lucide-react'
import { Choice } from './choice.tsx'
import type { ControlState, ControlStore } from './control-panel-store.ts'
import { cachingOf, fieldsWith, formatOffset } from './switches.ts'

interface ControlFormProps {
  readonly state: ControlState
  readonly store: ControlStore
  readonly onClose: () => void
}

const HOUR = 3600

const connections = [
  { value: 'up', label: 'Up' },
  { value: 'offline', label: 'Offline' },
] as const

const latencies = [
  { value: 0, label: '0 ms' },
  { value: 200, label: '200' },
  { value: 1000, label: '1,000' },
  { value: 3000, label: '3,000' },
] as const

const jitters = [
  { value: 0, label: '0 ms' },
  { value: 200, label: '200' },
  { value: 1000, label: '1,000' },
] as const

const errorRates = [
  { value: 0, label: 'None' },
  { value: 0.2, label: '20 %' },
  { value: 0.5, label: '50 %' },
  { value: 1, label: 'All' },
] as const

const cachings = [
  { value: '', label: 'None' },
  { value: 'max-age=5', label: 'max-age=5' },
  { value: 'no-store', label: 'no-store' },
] as const

const paces = [
  { value: 0, label: 'None' },
  { value: 2, label: '2 /s' },
  { value: 10, label: '10 /s' },
] as const

/** The switches, each with effect at once. */
export function ControlForm({ state, store, onClose }: ControlFormProps) {
  const { switches, failure } = state
  const { clockOffset, fields } = switches
  return (
    <>
      <div className="section-head">
        <h2>Network and market</h2>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          data-icon
          aria-label="Close"
          onClick={onClose}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <p className="quiet">
        The API behind this page is made up, and you may disturb it. Watch what the cache does then.
      </p>
      <div className="control-grid">
        <Choice
          label="Connection"
          value={switches.offline ? 'offline' : 'up'}
          options={connections}
          onChoose={(chosen) => void store.change({ offline: chosen === 'offline' })}
        />
        <Choice
          label="Latency"
          value={switches.latency}
          options={latencies}
          onChoose={(latency) => void store.change({ latency })}
        />
        <Choice
          label="Jitter"
          value={switches.jitter}
          options={jitters}
          onChoose={(jitter) => void store.change({ jitter })}
        />
        <Choice
          label="Errors"
          value={switches.errorRate}
          options={errorRates}
          onChoose={(errorRate) => void store.change({ errorRate })}
        />
        <Choice
          label="Cache-Control"
          value={cachingOf(fields)}
          options={cachings}
          onChoose={(caching) => void store.change({ fields: fieldsWith(fields, caching) })}
        />
        <Choice
          label="Trades"
          value={switches.tradesPerSecond}
          options={paces}
          onChoose={(tradesPerSecond) => void store.change({ tradesPerSecond })}
        />
        <div className="control">
          <span className="control-label">
            Clock{' '}
            <span className="quiet">
              {clockOffset === 0 ? 'on time' : formatOffset(clockOffset)}
            </span>
          </span>
          <button
            type="button"
            className="button"
            onClick={() => void store.change({ clockOffset: clockOffset + HOUR })}
          >
            An hour ahead
          </button>
        </div>
      </div>
      <div className="control-end">
        <p role="alert" className="failure">
          {failure}
        </p>
        <button type="button" className="button" onClick={() => void store.reset()}>
          Reset all
        </button>
      </div>
    </>
  )
}
