'use client'

import type { ReactNode } from 'react'
import { useBeat } from '../panel/panel-context.ts'

export function StorageTab(): ReactNode {
  useBeat()
  return <p className="etd-empty">Storage</p>
}
