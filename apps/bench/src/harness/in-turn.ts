import type { Measured, Role } from './candidate.ts'
import { inOrder } from './in-order.ts'

/** One who is measured, a sample at a time, with more in between than a harness can repeat. */
export interface Contestant {
  readonly name: string
  readonly role: Role
}

/**
 * Takes a sample of each contestant in every round, nobody always behind the same one. Before the
 * first comes a round that does not count, if `warmUp` says so.
 */
export async function takeInTurn<One extends Contestant>(
  contestants: readonly One[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: boolean },
  sample: (contestant: One, round: number) => Promise<number>,
): Promise<readonly Measured[]> {
  const samples = new Map<One, number[]>(contestants.map((one) => [one, []]))
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const one of inOrder(contestants, round + 1)) {
      const taken = await sample(one, round + 1)
      if (round >= 0) samples.get(one)?.push(taken)
    }
  }
  return [...samples].map(([{ name, role }, taken]) => ({
    name,
    role,
    samples: taken,
    runs: taken.length,
  }))
}
