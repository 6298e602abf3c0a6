/** A name of a wallet that cannot be; the message says why. */
export class NameError extends Error {
  override readonly name = 'NameError'
}

/** Characters. */
export const LONGEST_NAME = 32

/** The first of `Wallet 1`, `Wallet 2`, … that no wallet has. */
export function nextName(taken: readonly string[]): string {
  let number = 1
  while (isTaken(`Wallet ${number}`, taken)) number += 1
  return `Wallet ${number}`
}

/** The name as it is kept, without spaces around it. Throws NameError. */
export function readName(text: string, taken: readonly string[]): string {
  const name = text.trim()
  if (name === '') throw new NameError('Give the wallet a name.')
  if (name.length > LONGEST_NAME) {
    throw new NameError(`A name has at most ${LONGEST_NAME} characters.`)
  }
  if (isTaken(name, taken)) throw new NameError(`There is a wallet named ${name} already.`)
  return name
}

function isTaken(name: string, taken: readonly string[]): boolean {
  return taken.some((other) => other.toLowerCase() === name.toLowerCase())
}
