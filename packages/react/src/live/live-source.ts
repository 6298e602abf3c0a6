/** Hears of one connection. */
export interface LiveListener<Event> {
  /** From now on nothing is missed. */
  onOpen(): void
  /** An event came. */
  onEvent(event: Event): void
  /** The connection broke, or could not be had. Whoever opened it opens another. */
  onClose(): void
}

/** Where events come from: a stream of a server, a socket, a channel. */
export interface LiveSource<Event> {
  /** Connects. The returned function ends that; it may be called after `onClose`, too. */
  open(listener: LiveListener<Event>): () => void
}
