import { HardDrive, Pause, Play, RotateCcw } from 'lucide-react'
import { Segments } from '../segments/segments.tsx'
import type { Comparison, ComparisonStore } from './comparison-store.ts'
import { MarketSwitch } from './market-switch.tsx'

const switches = [
  { value: false, label: 'Off' },
  { value: true, label: 'On' },
]

interface CompareControlsProps {
  readonly comparison: Comparison
  readonly store: ComparisonStore
  /** Is there a cache of the browser's between the page and its API? */
  readonly canUseBrowserCache: boolean
}

/** What can be done with the comparison. */
export function CompareControls({ comparison, store, canUseBrowserCache }: CompareControlsProps) {
  const { isRunning, isResetting, rounds, usesBrowserCache } = comparison
  return (
    <div className="compare-controls">
      <div className="compare-buttons">
        <button
          type="button"
          className="button compare-start"
          data-kind={isRunning ? undefined : 'primary'}
          onClick={isRunning ? store.pause : store.start}
        >
          {isRunning ? (
            <Pause size={15} aria-hidden="true" />
          ) : (
            <Play size={15} aria-hidden="true" />
          )}
          {isRunning ? 'Pause' : 'Start'}
        </button>
        <button
          type="button"
          className="button"
          disabled={rounds.length === 0 && !isResetting}
          aria-busy={isResetting}
          onClick={() => void store.startAgain()}
        >
          <RotateCcw size={15} aria-hidden="true" />
          Start again
        </button>
        <button
          type="button"
          className="button"
          aria-busy={isResetting}
          onClick={() => void store.forget()}
        >
          <HardDrive size={15} aria-hidden="true" />
          Forget the disk
        </button>
      </div>
      <MarketSwitch />
      {canUseBrowserCache && (
        <>
          <div className="compare-switch">
            <span aria-hidden="true">Browser’s cache</span>
            <Segments
              label="Browser’s cache, without etagged"
              value={usesBrowserCache}
              options={switches}
              onChoose={store.useBrowserCache}
            />
          </div>
          <p className="quiet compare-risk" role="status">
            {usesBrowserCache
              ? 'On: saves bytes, but it knows no users: who signs in next may get what it kept of the one before.'
              : 'Off for the side without etagged, as in apps with a log-in: it could answer one user with another’s data.'}
          </p>
        </>
      )}
    </div>
  )
}
