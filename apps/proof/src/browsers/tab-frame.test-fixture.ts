import type { Proof } from './proof.ts'
import type { Logged } from './stamped-origin.ts'

const PATIENCE = 10_000

/** A tab in the hands of a test: a page of its own in a frame of the test's page. */
export interface TabFrame {
  readonly proof: Proof
  readonly window: Window
  /** Takes it away, as a closed tab is. */
  close(): void
}

/**
 * Opens a page of the same origin: it has a realm, a client and a connection of its own, and shares
 * databases, channels and locks with the others.
 */
export async function openTabFrame(): Promise<TabFrame> {
  const frame = document.createElement('iframe')
  frame.src = '/stamped-origin/tab.html'
  document.body.append(frame)
  const deadline = performance.now() + PATIENCE
  for (;;) {
    const tab = frame.contentWindow
    if (tab !== null && 'proof' in tab) {
      return { proof: tab.proof, window: tab, close: () => frame.remove() }
    }
    if (performance.now() > deadline) throw new Error('The tab did not load in time')
    await new Promise((resolve) => void setTimeout(resolve, 10))
  }
}

let paths = 0

/** A path of the stamped origin that nobody has asked for before. */
export const freshPath = (name: string): string =>
  `/stamped-origin/${name}/${Date.now()}-${(paths += 1)}`

/** The requests to a path, whatever their query, as the origin saw them. */
export const logOf = async (url: string): Promise<readonly Logged[]> => {
  const [path] = url.split('?')
  const response = await fetch(`/stamped-origin/log?under=${path}`, { cache: 'no-store' })
  return (await response.json()) as readonly Logged[]
}

/** A user whom no other test knows. */
export const freshUser = (name: string): string => `${name}-${Date.now()}-${(paths += 1)}`
