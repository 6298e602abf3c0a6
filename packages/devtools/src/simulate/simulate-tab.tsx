'use client'

import type { ReactNode } from 'react'
import { useBeat } from '../panel/panel-context.ts'

export function SimulateTab(): ReactNode {
  useBeat()
  return <p className="etd-empty">Simulate</p>
}
