import { Trade } from '@etagged/pumpfun'

/** Reads the data of a `trade` event; `undefined` for whatever is none. */
export function readTrade(text: string): Trade | undefined {
  const read = Trade['~standard'].validate(parsed(text))
  return read instanceof Promise || read.issues !== undefined ? undefined : read.value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
