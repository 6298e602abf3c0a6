import type { Difference } from './difference.ts'
import { aging, guessing } from './differences/aging.ts'
import { reading } from './differences/reading.ts'
import { reusing } from './differences/reusing.ts'
import { storing } from './differences/storing.ts'
import { validating } from './differences/validating.ts'

/** All in which we differ. Their order matters: what is told later is told of what was told before. */
export const differences: readonly Difference[] = [
  ...reading.map((difference) => ({ ...difference, isReading: true })),
  ...guessing,
  ...storing,
  ...aging,
  ...reusing,
  ...validating,
]
