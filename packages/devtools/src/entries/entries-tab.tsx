'use client'

import type { ReactNode } from 'react'
import { useBeat } from '../panel/panel-context.ts'

export function EntriesTab(): ReactNode {
  useBeat()
  return <p className="etd-empty">Entries</p>
}
