import { onRestored } from '../cache/on-restored.ts'
import type { HoldOptions, Tabs, TabsContext, TabsFactory, Waking } from './tabs.ts'

/**
 * The pages and workers of one origin: `BroadcastChannel`, Web Locks and the page's own events.
 * What the browser lacks is left out; without locks, as on plain http, every `hold` is granted.
 */
export const browserTabs: TabsFactory = ({ partition, onMessage, onWake }: TabsContext): Tabs => {
  const name = `etagged-${partition}`
  const channel = openChannel(name, onMessage)
  const stopListening = listenForWaking(onWake)
  let closed = false

  return {
    post(message) {
      if (!closed) channel?.postMessage(message)
    },
    hold<T>(lock: string, options: HoldOptions, work: (granted: boolean) => Promise<T>) {
      const locks = globalThis.navigator?.locks as LockManager | undefined
      if (locks === undefined) return work(true)
      const { signal, ifAvailable } = options
      // The two exclude each other (Web Locks §4.2); without a wait there is none to abort.
      const how = ifAvailable || !signal ? { ifAvailable: ifAvailable ?? false } : { signal }
      return locks.request(`${name} ${lock}`, how, async (held) => work(held !== null))
    },
    close() {
      closed = true
      channel?.close()
      stopListening()
    },
  }
}

/** The browser's tabs in one of its windows or workers; nothing on a server, which has no tabs. */
export function defaultTabs(): TabsFactory | undefined {
  const isBrowser = 'document' in globalThis || 'WorkerGlobalScope' in globalThis
  return isBrowser ? browserTabs : undefined
}

function openChannel(
  name: string,
  onMessage: TabsContext['onMessage'],
): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = channelOrNone(name)
  if (channel === undefined) return undefined
  channel.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(data)
  // Elsewhere a channel keeps the process running, as in tests with a simulated page.
  channel.unref?.()
  return channel
}

/** Where cookies are blocked, a browser may refuse it with a `SecurityError`. */
function channelOrNone(
  name: string,
): (BroadcastChannel & { readonly unref?: () => void }) | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}

function listenForWaking(onWake: (how: Waking) => void): () => void {
  if (!('document' in globalThis)) return () => undefined
  const { window, document } = globalThis
  const stopRestored = onRestored(() => onWake('restored'))
  const onResume = (): void => onWake('resumed')
  const onVisibilityChange = (): void => {
    if (document.visibilityState === 'visible') onWake('shown')
  }
  // Captured, as it is there. `resume`: Page Lifecycle API, Chromium.
  window.addEventListener('resume', onResume, true)
  window.addEventListener('visibilitychange', onVisibilityChange, true)
  return () => {
    stopRestored()
    window.removeEventListener('resume', onResume, true)
    window.removeEventListener('visibilitychange', onVisibilityChange, true)
  }
}
