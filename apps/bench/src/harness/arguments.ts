import { type Effort, full, quick } from './effort.ts'

/** What to run, and for how long. */
export interface Arguments {
  /** The row to run; absent: all. */
  readonly name: string | undefined
  readonly effort: Effort
}

/** Reads `[NAME] [--quick]`. @throws Error that names what can be given */
export function parseArguments(given: readonly string[], names: readonly string[]): Arguments {
  const options = given.filter((word) => word.startsWith('-'))
  const [name, ...surplus] = given.filter((word) => !word.startsWith('-'))
  const wrong = [
    ...options.filter((option) => option !== '--quick'),
    ...surplus,
    ...(name === undefined || names.includes(name) ? [] : [name]),
  ]
  if (wrong.length > 0) {
    throw new Error(
      `bench does not know ${wrong.join(', ')}. Give --quick, and one of: ${names.join(', ')}`,
    )
  }
  return { name, effort: options.length > 0 ? quick : full }
}
