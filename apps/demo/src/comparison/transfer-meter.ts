/** What a browser tells of a request that is over. */
export interface ResourceTiming {
  /** Its URL. */
  readonly name: string
  /** Bytes over the network, fields included; 0: there was no network. */
  readonly transferSize: number
  readonly decodedBodySize: number
}

/** What the browser tells of all requests of the page from now on. */
export type Timings = (listener: (timing: ResourceTiming) => void) => void

/** Hears of each request that went over the network, once it is over. */
export type OnTransfer = (bytes: number) => void

/** Makes a `fetch` whose requests are measured. */
export type WatchFetch = (network: typeof fetch, onTransfer: OnTransfer) => typeof fetch

/** Measures by what the browser tells; requests for one URL must not be under way at once. */
export function measuredBy(timings: Timings): WatchFetch {
  /** By URL, who has asked for it last and was not told yet. */
  const waiting = new Map<string, OnTransfer>()

  timings(({ name, transferSize, decodedBodySize }) => {
    const onTransfer = waiting.get(name)
    waiting.delete(name)
    // From the browser's own cache, without a question.
    if (transferSize === 0 && decodedBodySize > 0) return
    onTransfer?.(transferSize)
  })

  return (network, onTransfer) => async (input, init) => {
    const { url } = new Request(input, init)
    waiting.set(url, onTransfer)
    try {
      return await network(input, init)
    } catch (error) {
      if (waiting.get(url) === onTransfer) waiting.delete(url)
      throw error
    }
  }
}

/** Estimates by the length of the bodies, where nothing is told: fields are not counted. */
export const estimated: WatchFetch = (network, onTransfer) => async (input, init) => {
  const response = await network(input, init)
  const copy = response.clone()
  void copy.arrayBuffer().then(
    ({ byteLength }) => onTransfer(byteLength),
    // Its reader hears of what broke it.
    () => undefined,
  )
  return response
}

/** What this browser tells of its requests; `undefined`: nothing. */
export function timingsOfBrowser(): Timings | undefined {
  if (typeof PerformanceObserver === 'undefined') return undefined
  if (!PerformanceObserver.supportedEntryTypes.includes('resource')) return undefined
  return (listener) => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry instanceof PerformanceResourceTiming) listener(entry)
      }
    })
    observer.observe({ type: 'resource' })
  }
}
