'use client'

import type { ReactNode } from 'react'
import { useBeat } from '../panel/panel-context.ts'

export function DoctorTab(): ReactNode {
  useBeat()
  return <p className="etd-empty">Doctor</p>
}
