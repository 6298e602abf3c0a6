import type { OutcomeGroup } from './outcome-group.ts'

/** The groups whose time is worth a picture. */
export type TimedGroup = Exclude<OutcomeGroup, 'failed'>

export const TIMED_GROUPS: readonly TimedGroup[] = ['memory', 'disk', 'validated', 'network']

/** Bins of a logarithmic scale: two for each factor of ten, from 0.1 ms to 10 s. */
export const BINS = 11
const LEAST = 1e-4

/** The least duration of a bin; seconds. What is shorter than the first is in it, too. */
export function binBegin(bin: number): number {
  return LEAST * 10 ** (bin / 2)
}

export function binOf(duration: number): number {
  const bin = Math.floor(2 * Math.log10(Math.max(duration, LEAST) / LEAST) + 1e-9)
  return Math.min(BINS - 1, Math.max(0, bin))
}

export type Histogram = Readonly<Record<TimedGroup, readonly number[]>>

export interface Latencies {
  add(group: OutcomeGroup, duration: number): void
  read(): Histogram
}

export function createLatencies(): Latencies {
  const none = (): number[] => Array.from({ length: BINS }, () => 0)
  const counts: Record<TimedGroup, number[]> = {
    memory: none(),
    disk: none(),
    validated: none(),
    network: none(),
  }
  return {
    add(group, duration) {
      if (group === 'failed') return
      const bin = binOf(duration)
      counts[group][bin] = (counts[group][bin] ?? 0) + 1
    },
    read: () => ({
      memory: [...counts.memory],
      disk: [...counts.disk],
      validated: [...counts.validated],
      network: [...counts.network],
    }),
  }
}
