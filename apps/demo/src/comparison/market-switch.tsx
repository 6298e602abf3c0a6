import { defaultSwitches } from '../controls/switches.ts'
import { useControls } from '../controls/use-controls.ts'
import { Segments } from '../segments/segments.tsx'

const options = [
  { value: true, label: 'Moves' },
  { value: false, label: 'Stands still' },
]

/** Does the market behind the page move? `undefined`: nobody can tell. */
export function useIsMoving(): boolean | undefined {
  const { state } = useControls()
  return state.availability === 'available' ? state.switches.tradesPerSecond > 0 : undefined
}

/** Stops the market, or lets it go on; not there where the API cannot be controlled. */
export function MarketSwitch() {
  const isMoving = useIsMoving()
  const { store } = useControls()
  if (isMoving === undefined) return null
  return (
    <div className="compare-switch">
      <span aria-hidden="true">Market</span>
      <Segments
        label="Market"
        value={isMoving}
        options={options}
        onChoose={(moves) =>
          void store.change({ tradesPerSecond: moves ? defaultSwitches.tradesPerSecond : 0 })
        }
      />
    </div>
  )
}
