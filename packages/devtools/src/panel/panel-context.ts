'use client'

import { type Context, createContext, useContext, useSyncExternalStore } from 'react'
import type { Recording } from '../recording/recording.ts'
import type { Simulation } from '../simulate/simulation.ts'
import type { TabName } from './panel-choice.ts'

/** What all tabs share. */
export interface Panel {
  readonly recording: Recording
  /** What makes the client fail on purpose, if it was made with it. */
  readonly simulation: Simulation | undefined
  /**
   * Tells what an action has done: seen below the tabs, and read aloud. Who waited names the session in
   * which it began: what is of a former one is not told.
   */
  readonly say: (text: string, generation?: string) => void
  /** Shows another tab. */
  readonly go: (tab: TabName) => void
}

export const PanelContext: Context<Panel | undefined> = createContext<Panel | undefined>(undefined)

export function usePanel(): Panel {
  const panel = useContext(PanelContext)
  if (panel === undefined) throw new Error('A tab is shown outside of its panel')
  return panel
}

/** Renders the component at each beat: at most four times a second, at least once. */
export function useBeat(): number {
  const { subscribe, beats } = usePanel().recording.pulse
  return useSyncExternalStore(subscribe, beats, beats)
}
