import type { Etagged } from '@etagged/core'
import { QUEUE } from './state-queue.ts'

/**
 * Takes over what {@link dehydrate} gave on the server, before `hydrateRoot`: the first render then has the
 * server's data, and the first request is conditional. Without a state it takes what `withState` has
 * streamed, and what that goes on to stream.
 *
 * Call `client.signIn` with the page's user first: what is another partition's is dropped, as is what
 * is malformed, or older than what is here.
 *
 * @param state the text that {@link dehydrate} gave, or what `JSON.parse` makes of it
 */
export function hydrate(client: Etagged, state?: unknown): void {
  if (state === undefined) return followQueue(client)
  client.hydrate(typeof state === 'string' ? parsed(state) : state)
}

function followQueue(client: Etagged): void {
  const queue: unknown = Reflect.get(globalThis, QUEUE)
  for (const state of Array.isArray(queue) ? queue : []) hydrate(client, state)
  Reflect.set(globalThis, QUEUE, { push: (state: unknown) => hydrate(client, state) })
}

/** What is no JSON nobody dehydrated: `undefined` is dropped. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
