/** The port when `PORT` says nothing. */
export const DEFAULT_PORT = 8787

/** The port that the environment asks for. Throws RangeError for text that is no port. */
export function portFrom(environment: Readonly<Record<string, string | undefined>>): number {
  const text = environment['PORT']?.trim() ?? ''
  if (text === '') return DEFAULT_PORT
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new RangeError(`PORT must be a number from 0 to 65535, not "${text}".`)
}
