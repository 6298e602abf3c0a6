import { Scale } from 'lucide-react'
import { Notice } from '../status/notice.tsx'
import { BytesFigure } from './bytes-figure.tsx'
import { CompareControls } from './compare-controls.tsx'
import './comparison.css'
import type { Comparison } from './comparison-store.ts'
import { hadLittleToSave, ratioInWords, type RatioWords, roundsText } from './figures.ts'
import { FiguresTable } from './figures-table.tsx'
import { useIsMoving } from './market-switch.tsx'
import { useComparison } from './use-comparison.ts'

/** The same reads without etagged and with it, beside each other and as they happen. */
export function ComparePage() {
  const { comparison, store, isMeasured } = useComparison()
  const { figures, rounds, failure, isRunning, isResetting } = comparison
  const isMoving = useIsMoving()
  const isBlank = rounds.length === 0 && !isRunning && !isResetting
  return (
    <section className="compare" aria-labelledby="compare-title">
      <header className="page-head">
        <h1 id="compare-title">Compare</h1>
        <p className="quiet">
          The board’s list and three of its coins, read every two seconds: by <code>fetch</code>{' '}
          alone, and through etagged.
        </p>
      </header>
      <CompareControls comparison={comparison} store={store} canUseBrowserCache={isMeasured} />
      <p className="failure" role="alert">
        {failure}
      </p>
      {isBlank ? (
        <Notice icon={Scale} title="Nothing read yet">
          <p>
            Press Start and watch the bytes add up. Then press Start again: what etagged has on disk
            is there before the server has answered, as after a reload.
          </p>
        </Notice>
      ) : (
        <div className="compare-shown">
          <section className="panel" aria-labelledby="so-far-title">
            <h2 id="so-far-title" className="compare-ratio">
              {headlineOf(comparison)}
            </h2>
            <FiguresTable figures={figures} isMeasured={isMeasured} />
            {isMoving && hadLittleToSave(rounds) && (
              <p className="quiet compare-note">
                Nearly every list is a new one: each trade among its coins changes its tag. Let the
                market stand still to see what unchanged data costs.
              </p>
            )}
            {!isMeasured && (
              <p className="quiet compare-note">
                This board’s API is inside the page, so the browser measures nothing: the bytes are
                the lengths of the bodies.
              </p>
            )}
          </section>
          <BytesFigure rounds={rounds} />
        </div>
      )}
    </section>
  )
}

const BYTES: RatioWords = {
  less: 'fewer bytes',
  more: 'more bytes',
  same: 'As many bytes',
  aboutSame: 'About as many bytes',
  none: 'No bytes',
}

function headlineOf({
  figures: { without, with: withIt },
  rounds,
  isResetting,
}: Comparison): string {
  if (isResetting) return 'Beginning anew …'
  if (withIt.requests === 0) return 'The first round is under way …'
  return `${ratioInWords(without.bytes, withIt.bytes, BYTES)} after ${roundsText(rounds)}`
}
