/** What jsdom lacks: as much of an EventSource as a test needs, on `fetch`, so that MSW can answer it. */
export class FetchedEventSource extends EventTarget {
  readonly #ending = new AbortController()

  constructor(url: string | URL) {
    super()
    void this.#read(url).catch(() => this.#fail())
  }

  close(): void {
    this.#ending.abort()
  }

  async #read(url: string | URL): Promise<void> {
    const headers = { accept: 'text/event-stream' }
    const { body, ok } = await fetch(url, { headers, signal: this.#ending.signal })
    if (!ok || body === null) return this.#fail()
    this.dispatchEvent(new Event('open'))
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (let text = ''; ;) {
      const { done, value } = await reader.read()
      if (done) return this.#fail()
      const events = (text + value).split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) this.#tell(event)
    }
  }

  #tell(event: string): void {
    const fields = new Map(event.split('\n').map((line) => splitAt(line, ':')))
    const data = fields.get('data')
    if (data === undefined) return
    this.dispatchEvent(new MessageEvent(fields.get('event') ?? 'message', { data }))
  }

  #fail(): void {
    if (!this.#ending.signal.aborted) this.dispatchEvent(new Event('error'))
  }
}

function splitAt(line: string, separator: string): [string, string] {
  const at = line.indexOf(separator)
  return [line.slice(0, at), line.slice(at + 1)]
}
