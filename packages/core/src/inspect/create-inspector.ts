import type { Inspector } from '../cache/tracer.ts'
import { elapsedOn } from '../clock.ts'
import { redacted } from './redacted.ts'
import type { Trace } from './traces.ts'

/**
 * Tells how the requests of a client travel: for tools that a developer looks at.
 *
 * @param listener hears each trace at once; what it throws reaches its author, and no request
 * @example
 * const stop = etagged.inspect(createInspector((trace) => console.debug(trace)))
 */
export function createInspector(listener: (trace: Trace) => void): Inspector {
  let requests = 0

  function tell(trace: Trace): void {
    try {
      listener(trace)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }

  return {
    begin({ clock, ...begun }) {
      const request = ++requests
      const start = elapsedOn(clock)
      tell({ type: 'begun', request, at: clock.now(), ...begun })
      return {
        id: request,
        begin(phase) {
          const from = elapsedOn(clock)
          return () => {
            const duration = elapsedOn(clock) - from
            tell({ type: 'phase', request, phase, began: from - start, duration })
          }
        },
        decided: ({ kind, because }) => tell({ type: 'decided', request, kind, because }),
        sent: (fields, credentials) =>
          tell({ type: 'sent', request, fields: redacted(fields, credentials) }),
        received: (status, fields) =>
          tell({ type: 'received', request, status, fields: redacted(fields) }),
        replaced: (former, body) => tell({ type: 'replaced', request, former, body }),
      }
    },
  }
}
