/** From the largest on; seconds. */
const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const

/** A length of time in one unit, as short as a countdown wants it: `'42 s'`, `'5 min'`. */
export function secondsText(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds))
  const [unit, length] = UNITS.find(([, least]) => whole >= 2 * least) ?? ['s', 1]
  return `${Math.floor(whole / length)} ${unit}`
}
