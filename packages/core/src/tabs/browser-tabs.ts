import { onRestored } from '../cache/on-restored.ts'
import { randomId } from '../cache/random-id.ts'
import type { HoldOptions, Tabs, TabsContext, TabsFactory, Waking } from './tabs.ts'

/** What a page says to itself. */
const ECHO = 'echo '

const MOST_ECHO_MS = 100

/**
 * The pages and workers of one origin: `BroadcastChannel`, Web Locks and the page's own events.
 * What the browser lacks is left out; without locks, as on plain http, every `hold` is granted.
 */
export const browserTabs: TabsFactory = ({ partition, onMessage, onWake }: TabsContext): Tabs => {
  const name = `etagged-${partition}`
  const echoes = new Map<string, () => void>()
  const channel = openChannel(name, (message) => {
    if (typeof message !== 'string' || !message.startsWith(ECHO)) onMessage(message)
    else echoes.get(message)?.()
  })
  const stopListening = listenForWaking(onWake)
  let closed = false

  /**
   * Resolves when what was said on the channel before has come: messages and locks overtake each other,
   * and one that this page says to itself comes behind those of others. Not after long, if none comes.
   */
  async function channelDrained(): Promise<void> {
    const voice = channel && channelOrNone(name)
    if (voice === undefined) return
    const echo = ECHO + randomId()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, MOST_ECHO_MS)
      echoes.set(echo, () => {
        clearTimeout(timer)
        resolve()
      })
      voice.postMessage(echo)
    })
    echoes.delete(echo)
    voice.close()
  }

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
      return locks.request(`${name} ${lock}`, how, async (held) => {
        // Who has waited is to know what the former holder told before he let go.
        if (signal) await channelDrained()
        return work(held !== null)
      })
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
