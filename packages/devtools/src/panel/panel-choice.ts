export const TAB_NAMES = [
  'overview',
  'entries',
  'requests',
  'storage',
  'doctor',
  'simulate',
] as const

export type TabName = (typeof TAB_NAMES)[number]

/** How a developer left the panel: nothing of what it showed. */
export interface PanelChoice {
  readonly tab: TabName
  readonly isOpen: boolean
  /** Height of the floating panel; CSS px. */
  readonly height: number
}

const KEY = 'etagged-devtools'

const first: PanelChoice = { tab: 'overview', isOpen: false, height: 360 }

const listeners = new Set<() => void>()
let choice: PanelChoice | undefined

/** For `useSyncExternalStore`, as what it is on a server. */
export const firstChoice = (): PanelChoice => first

/** For `useSyncExternalStore`. What was kept, as far as it can be read. */
export function currentChoice(): PanelChoice {
  return (choice ??= readChoice())
}

export function subscribeToChoice(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows it so; it is kept once it no longer changes. */
export function changeChoice(change: Partial<PanelChoice>): void {
  choice = { ...currentChoice(), ...change }
  for (const listener of listeners) listener()
}

/** Shows it so, after a reload, too. */
export function keepChoice(change: Partial<PanelChoice>): void {
  changeChoice(change)
  try {
    window.localStorage.setItem(KEY, JSON.stringify(choice))
  } catch {
    // Without storage the panel begins anew at each load.
    return
  }
}

/** A page may have no storage, and anybody may have written to it. */
function readChoice(): PanelChoice {
  try {
    return choiceIn(JSON.parse(window.localStorage.getItem(KEY) ?? 'null'))
  } catch {
    return first
  }
}

function choiceIn(value: unknown): PanelChoice {
  if (typeof value !== 'object' || value === null) return first
  const { tab, isOpen, height }: Partial<Record<keyof PanelChoice, unknown>> = value
  return {
    tab: TAB_NAMES.find((name) => name === tab) ?? first.tab,
    isOpen: isOpen === true,
    height: typeof height === 'number' && height >= 120 && height <= 4000 ? height : first.height,
  }
}
