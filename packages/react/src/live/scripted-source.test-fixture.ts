import type { LiveSource } from './live-source.ts'

/** One connection, as its server sees it. */
export interface ScriptedConnection<Event> {
  readonly open: () => void
  readonly send: (event: Event) => void
  readonly break: () => void
  /** Has whoever opened it closed it? */
  isClosed: boolean
}

export interface ScriptedSource<Event> extends LiveSource<Event> {
  /** All that were ever made. */
  readonly connections: readonly ScriptedConnection<Event>[]
  readonly latest: () => ScriptedConnection<Event>
}

/** A source whose connections do what a test tells them. */
export function scriptedSource<Event>(): ScriptedSource<Event> {
  const connections: ScriptedConnection<Event>[] = []
  return {
    connections,
    latest() {
      const connection = connections.at(-1)
      if (connection === undefined) throw new Error('Nobody has connected')
      return connection
    },
    open(listener) {
      const connection = {
        open: () => listener.onOpen(),
        send: (event: Event) => listener.onEvent(event),
        break: () => listener.onClose(),
        isClosed: false,
      }
      connections.push(connection)
      return () => {
        connection.isClosed = true
      }
    },
  }
}
