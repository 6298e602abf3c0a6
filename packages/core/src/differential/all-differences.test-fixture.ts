import type { Difference } from './difference.test-tool.ts'
import { aging, guessing } from './differences/aging.test-fixture.ts'
import { reading } from './differences/reading.test-fixture.ts'
import { reusing } from './differences/reusing.test-fixture.ts'
import { storing } from './differences/storing.test-fixture.ts'
import { validating } from './differences/validating.test-fixture.ts'

/** All in which we differ. Their order matters: what is told later is told of what was told before. */
export const differences: readonly Difference[] = [
  ...reading.map((difference) => ({ ...difference, isReading: true })),
  ...guessing,
  ...storing,
  ...aging,
  ...reusing,
  ...validating,
]
