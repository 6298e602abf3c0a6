/** The text that a wallet signs to log in; `timestamp` in ms since the epoch, as in the body. */
export function signInText(timestamp: number): string {
  return `Sign in to pump.fun: ${timestamp}`
}
