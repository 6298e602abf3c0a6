/** The port that `PORT` asks for; 0 stands for any free one. Throws RangeError for text that is no port. */
export function portFrom(text: string | undefined, otherwise: number): number {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return otherwise
  const port = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : Number.NaN
  if (port <= 65_535) return port
  throw new RangeError(
    `PORT is "${text}", which is no port. Give a number from 1 to 65535, 0 for any free port, ` +
      `or leave it out for ${otherwise}.`,
  )
}
