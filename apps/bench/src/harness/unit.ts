import { digits } from './digits.ts'
import type { Figure, Group } from './group.ts'

/** In which a group's figures read well. */
export interface Unit {
  readonly name: string
  readonly size: number
}

/** One unit for a group, in which its smallest figure reads well. */
export function unitOf({ unit }: Pick<Group, 'unit'>, figures: readonly Figure[]): Unit {
  if (unit === 'bytes') return { name: 'kB', size: 1000 }
  const smallest = Math.min(...figures.map(({ spent }) => spent.median))
  return smallest < 0.5 ? { name: 'µs', size: 0.001 } : { name: 'ms', size: 1 }
}

export function amount(value: number, { size }: Unit): string {
  return digits(value / size)
}
