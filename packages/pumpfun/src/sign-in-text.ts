/**
 * The text that a wallet signs to log in.
 *
 * @param timestamp ms since the epoch, the same as in the body
 */
export function signInText(timestamp: number): string {
  return `Sign in to pump.fun: ${timestamp}`
}
