import { SlidersHorizontal } from 'lucide-react'
import { type ToggleEvent, useId, useRef } from 'react'
import { ControlForm } from './control-form.tsx'
import './controls.css'
import { describeSwitches } from './switches.ts'
import { useControls } from './use-controls.ts'

/**
 * The network and the market behind this page, for who wants to see what the cache makes of them.
 * Not there where the API cannot be controlled. While anything is other than usual, it says so.
 */
export function Controls() {
  const { state, store } = useControls()
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  if (state.availability !== 'available') return null
  const differences = describeSwitches(state.switches)

  // What was changed elsewhere, by a test or another tab, is looked up when it matters.
  function look({ newState }: ToggleEvent): void {
    if (newState === 'open') void store.refresh()
  }

  return (
    <div className="controls">
      <button
        type="button"
        className="button"
        popoverTarget={id}
        data-changed={differences.length > 0}
      >
        <SlidersHorizontal size={16} aria-hidden="true" />
        <span className="visually-hidden">{describeOpener(differences)}</span>
        {differences.length === 0 && (
          <span className="controls-name" aria-hidden="true">
            Network
          </span>
        )}
        {differences.length > 0 && (
          <span className="controls-badge" aria-hidden="true">
            <span className="controls-what">{differences[0]}</span>
            {differences.length > 1 && (
              <span className="controls-more">+{differences.length - 1}</span>
            )}
            <span className="controls-count">{differences.length}</span>
          </span>
        )}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Network and market"
        className="popover controls-panel"
        onToggle={look}
      >
        <ControlForm state={state} store={store} onClose={() => panel.current?.hidePopover()} />
      </div>
    </div>
  )
}

function describeOpener(differences: readonly string[]): string {
  const changed = differences.length === 0 ? '' : `, changed: ${differences.join(', ')}`
  return `Network and market${changed}`
}
