import type { Measured } from './candidate.ts'
import type { Group } from './group.ts'
import { assertDone } from './refusal.ts'
import { quartilesOf, ratiosOf } from './statistics.ts'

/** The group that worked on this. @throws Refusal when none did */
export function groupOn(groups: readonly Group[], subject: string): Group {
  const found = groups.find((group) => group.subject === subject)
  assertDone(found !== undefined, `nobody worked on ${subject}`)
  return found
}

/** The candidate of this name. @throws Refusal when nobody is called so */
export function measuredOf({ subject, measured }: Group, name: string): Measured {
  const found = measured.find((one) => one.name === name)
  assertDone(found !== undefined, `${subject} has no figure of ${name}`)
  return found
}

/** ms a run, or bytes. */
export function medianOf(group: Group, name: string): number {
  return quartilesOf(measuredOf(group, name).samples).median
}

/** How many times the other one's figure it is: the median of the ratios of each round. */
export function ratioOf(group: Group, name: string, other: string): number {
  const samples = [name, other].map((one) => measuredOf(group, one).samples)
  return ratiosOf(samples[0] ?? [], samples[1] ?? []).median
}
