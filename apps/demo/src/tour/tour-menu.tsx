import { Footprints } from 'lucide-react'
import { type ToggleEvent, useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { ShowcaseLinks } from './showcase-links.tsx'
import './tour.css'
import { STEPS } from './steps.ts'
import type { TourStore } from './tour-store.ts'

/** The way to the tour, and to the pages that show what the cache is for. It stands out until it was opened. */
export function TourMenu({ store }: { readonly store: TourStore }) {
  const { isNew, place } = useSyncExternalStore(store.subscribe, store.current)
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const opener = useFocusAfterTour(place !== undefined)
  const close = (): void => popover.current?.hidePopover()

  function look({ newState }: ToggleEvent): void {
    if (newState === 'open') store.notice()
  }

  function start(): void {
    close()
    store.start()
  }

  return (
    <div className="tour">
      <button
        ref={opener}
        type="button"
        className="button tour-button"
        data-kind={isNew ? undefined : 'quiet'}
        data-new={isNew}
        popoverTarget={id}
        aria-haspopup="dialog"
      >
        <Footprints size={16} aria-hidden="true" />
        <span>Tour</span>
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="See it at work"
        className="popover"
        onToggle={look}
      >
        <h2>See it at work</h2>
        <p className="quiet">
          {STEPS.length} steps on this page: what comes from where, and why. Two minutes.
        </p>
        <button type="button" className="button" data-kind="primary" onClick={start}>
          Start the tour
        </button>
        <ShowcaseLinks onFollow={close} />
      </div>
    </div>
  )
}

/** Who has ended the tour is where it began. */
function useFocusAfterTour(isOn: boolean) {
  const opener = useRef<HTMLButtonElement>(null)
  const wasOn = useRef(isOn)
  useEffect(() => {
    if (wasOn.current && !isOn) opener.current?.focus()
    wasOn.current = isOn
  }, [isOn])
  return opener
}
