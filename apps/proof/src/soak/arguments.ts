import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

/** What a soak is asked to do. */
export interface SoakOptions {
  readonly histories: number
  readonly seed: number
  readonly workers: number
}

/** The command line was wrong; the message says what is right. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

const USAGE: string =
  'npm run soak -- [--histories 1000000] [--seed a number] [--workers one for each core]'

/** @throws ArgumentError */
export function parseArguments(given: readonly string[], now: number): SoakOptions {
  const { histories, seed, workers } = valuesOf(given)
  return {
    histories: countOf('histories', histories, 1_000_000),
    seed: countOf('seed', seed, now % 1_000_000_000),
    workers: countOf('workers', workers, availableParallelism(), 64),
  }
}

function valuesOf(given: readonly string[]): Readonly<Record<string, string | undefined>> {
  const option = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...given],
      options: { histories: option, seed: option, workers: option },
      strict: true,
    }).values
  } catch (error) {
    throw new ArgumentError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

function countOf(
  name: string,
  given: string | undefined,
  otherwise: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  if (given === undefined) return otherwise
  const count = /^\d+$/.test(given) ? Number(given) : Number.NaN
  const least = name === 'seed' ? 0 : 1
  if (count >= least && count <= most) return count
  throw new ArgumentError(
    `--${name} needs a whole number from ${least} to ${most}, not ${given}\n${USAGE}`,
  )
}
