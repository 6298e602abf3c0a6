import type { Query } from '@tanstack/react-query'

/**
 * Lets go of whoever will call off this flight. V8 keeps an error's callers, each with its `this`, until
 * the text of its stack is read: an observer that unmounts cancels its flight, and the errors of that
 * then hold the observer and its data for as long as anything, be it V8's own feedback, holds them.
 */
export function forgetCallers({ promise }: Pick<Query, 'promise'>, signal: AbortSignal): void {
  signal.addEventListener('abort', () => readStack(signal.reason), { once: true })
  promise?.catch(readStack)
}

function readStack(error: unknown): void {
  if (error instanceof Error) Reflect.get(error, 'stack')
}
