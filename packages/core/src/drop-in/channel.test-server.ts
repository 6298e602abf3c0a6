import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type Reply, writeHead } from './send-reply.test-server.ts'

/** What a test can make a channel do. The last two wait until it has happened. */
export type Order =
  | { readonly order: 'head' | 'end' | 'cut' }
  | { readonly order: 'write'; readonly text: string }
  | { readonly order: 'arrived' | 'closed' }

/** A resource whose answer is led by orders, step by step, for all who ask for it. */
export interface Channel {
  take(outgoing: ServerResponse, reply: Reply): void
  obey(order: Order): Promise<void>
}

export function createChannel(): Channel {
  const events = new EventEmitter()
  const steps: ((outgoing: ServerResponse) => void)[] = []
  const outgoings: ServerResponse[] = []
  const closed: ServerResponse[] = []

  /** Who comes late gets what the others got. */
  function step(act: (outgoing: ServerResponse) => void): void {
    steps.push(act)
    for (const outgoing of outgoings) act(outgoing)
  }

  return {
    take(outgoing, { headers = {} }) {
      outgoings.push(outgoing)
      outgoing.on('close', () => {
        if (!outgoing.writableFinished) closed.push(outgoing)
        events.emit('closed')
      })
      // What has no type, or may have another, a browser holds back until it can tell.
      writeHead(outgoing, {
        headers: {
          'content-type': 'application/octet-stream',
          'x-content-type-options': 'nosniff',
          ...headers,
        },
      })
      for (const act of steps) act(outgoing)
      events.emit('arrived')
    },
    async obey(order) {
      switch (order.order) {
        case 'head':
          return step((outgoing) => outgoing.flushHeaders())
        case 'write':
          return step((outgoing) => outgoing.write(order.text))
        case 'end':
          return step((outgoing) => outgoing.end())
        case 'cut':
          return step((outgoing) => outgoing.destroy())
        case 'arrived':
          while (outgoings.length === 0) await once(events, 'arrived')
          return
        case 'closed':
          while (closed.length === 0) await once(events, 'closed')
      }
    },
  }
}
