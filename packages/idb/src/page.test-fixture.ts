import { vi } from 'vitest'

/** As much of a page as a store knows of: its storage, and that it hides and sleeps. */
export interface Page {
  readonly storage: Record<string, unknown>
  hide(): void
  freeze(): void
  leave(): void
}

/** Makes the realm a page, until the test's globals are restored. */
export function stubPage(): Page {
  const storage: Record<string, unknown> = {}
  const methods = {
    getItem: (name: string) => storage[name] ?? null,
    setItem: (name: string, value: string) => {
      storage[name] = value
    },
    removeItem: (name: string) => {
      delete storage[name]
    },
  }
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(storage, name, { value, enumerable: false })
  }
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const globals = new EventTarget()
  vi.stubGlobal('document', page)
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('addEventListener', globals.addEventListener.bind(globals))
  return {
    storage,
    hide() {
      page.visibilityState = 'hidden'
      page.dispatchEvent(new Event('visibilitychange'))
    },
    freeze: () => page.dispatchEvent(new Event('freeze')),
    leave: () => globals.dispatchEvent(new Event('pagehide')),
  }
}

/** A page whose storage refuses: cookies are blocked, or its room is used up. */
export function stubPageWithoutStorage(): Page {
  const page = stubPage()
  const refuse = (): never => {
    throw new DOMException('Access is denied', 'SecurityError')
  }
  const handler = { get: refuse, ownKeys: refuse }
  vi.stubGlobal('localStorage', new Proxy({}, handler))
  return page
}
