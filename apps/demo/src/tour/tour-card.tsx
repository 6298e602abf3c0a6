import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Account } from '../auth/account.ts'
import type { EvidenceStore } from './evidence.ts'
import { outlineTarget } from './outline-target.ts'
import { type Step, STEPS } from './steps.ts'
import { tellList, tellReload } from './tell.ts'
import './tour.css'
import { TourEnd } from './tour-end.tsx'
import type { Tour, TourStore } from './tour-store.ts'

interface TourCardProps {
  readonly store: TourStore
  readonly evidence: EvidenceStore
  readonly account: Pick<Account, 'logins'>
}

/** The step of the tour that somebody is at; nothing while nobody is on it. */
export function TourCard({ store, ...told }: TourCardProps): ReactNode {
  const tour = useSyncExternalStore(store.subscribe, store.current)
  const at = STEPS.findIndex(({ name }) => name === tour.place?.step)
  const step = STEPS[at]
  return (
    step && <StepCard key={step.name} at={at} step={step} tour={tour} store={store} {...told} />
  )
}

interface StepCardProps extends TourCardProps {
  readonly at: number
  readonly step: Step
  readonly tour: Tour
}

function StepCard({ at, step, tour, store, evidence, account }: StepCardProps) {
  const { logins } = account
  const isSignedIn = useSyncExternalStore(logins.subscribe, () => logins.current() !== null)
  const told = useTold(step, tour, evidence)
  const card = useStep(step, tour.begun, store.end)
  const isLast = at === STEPS.length - 1
  const action = step.name === 'sign-out' && !isSignedIn ? 'Sign in' : step.action
  return (
    <section
      ref={card}
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-text"
      tabIndex={-1}
      className="tour-card"
    >
      <p className="tour-count">
        Tour, {at + 1} of {STEPS.length}
      </p>
      <h2 id="tour-title">{step.title}</h2>
      <p id="tour-text">{step.text}</p>
      <p className="tour-told" role="status">
        {tour.isBusy ? 'Waiting for what the cache does …' : told}
      </p>
      {isLast && <TourEnd onFollow={store.end} />}
      <div className="tour-actions">
        <button
          type="button"
          className="button"
          data-kind="primary"
          aria-busy={tour.isBusy}
          onClick={() => void store.act()}
        >
          {action}
        </button>
        <button type="button" className="button" data-kind="quiet" onClick={store.end}>
          {isLast ? 'End the tour' : 'End'}
        </button>
        {at > 0 && (
          <button type="button" className="button" onClick={() => store.move(-1)}>
            Back
          </button>
        )}
        {!isLast && (
          <button type="button" className="button" onClick={() => store.move(1)}>
            Next
          </button>
        )}
      </div>
    </section>
  )
}

/** What came of the step, by what the client has told. */
function useTold(
  { name }: Step,
  { result, place }: Tour,
  store: EvidenceStore,
): string | undefined {
  const evidence = useSyncExternalStore(store.subscribe, store.current)
  if (result !== undefined) return result
  if (name === 'first-load') return tellList(evidence)
  // Of another user, or another list, it would tell no reload.
  if (name === 'reload' && place?.hasReloaded && evidence.isFromStart) {
    return tellReload(evidence, performance.timeOrigin / 1000)
  }
  return undefined
}

/** Shows what a step is about, moves the focus to its card, and ends the tour by Escape. */
function useStep({ isOnBoard, target }: Step, begun: number, end: () => void) {
  const card = useRef<HTMLElement>(null)
  const router = useRouter()

  useEffect(() => {
    card.current?.focus({ preventScroll: true })
    // Whom a reload has brought back stays where they were.
    const isAway = begun > 0 && router.state.location.pathname !== '/'
    if (isOnBoard && isAway) void router.navigate({ to: '/' })
    return outlineTarget(target)
  }, [router, isOnBoard, target, begun])

  useEffect(() => {
    // Before the drawer hears of it; an open popover closes by itself.
    function listen(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || isForAnother(event)) return
      if (document.querySelector(':popover-open') !== null) return
      event.preventDefault()
      end()
    }
    document.addEventListener('keydown', listen, { capture: true })
    return () => document.removeEventListener('keydown', listen, { capture: true })
  }, [end])

  return card
}

/** What does something by itself at Escape: the cache panel closes a detail, a search is emptied. */
const HAS_ESCAPE = '#panel, input, textarea, select, [contenteditable]'

function isForAnother({ isComposing, defaultPrevented, target }: KeyboardEvent): boolean {
  if (isComposing || defaultPrevented) return true
  return target instanceof Element && target.closest(HAS_ESCAPE) !== null
}
