import { createEtagged } from '@etagged/core'
import { answerOf } from './stored-url.ts'

/** Keeps what it fetched, in a way that somebody may keep it. */
export interface Holder {
  hold(url: string): Promise<void>
  /** What it keeps of it as data, without the network. */
  read(url: string): Promise<unknown>
  /** How many it keeps, and what it thinks they take, if it thinks. */
  size(): Promise<{ readonly entries: number; readonly estimate?: number }>
}

export type HolderName =
  | 'parsed'
  | 'text'
  | 'parsed and text'
  | 'Response'
  | 'etagged.json'
  | 'etagged.fetch'

export function createHolder(name: HolderName, maxBytes: number): Holder {
  switch (name) {
    case 'parsed':
      return createMapHolder((answer) => answer.json(), Promise.resolve.bind(Promise))
    case 'text':
      return createMapHolder((answer) => answer.text(), parse)
    case 'parsed and text':
      return createMapHolder(parsedAndText, ({ data }) => Promise.resolve(data))
    case 'Response':
      return createMapHolder(
        (answer) => Promise.resolve(answer),
        (answer) => answer.clone().json(),
      )
    case 'etagged.json':
    case 'etagged.fetch':
      return createEtaggedHolder(name, maxBytes)
  }
}

async function parsedAndText(answer: Response): Promise<{ data: unknown; text: string }> {
  const text = await answer.text()
  return { data: JSON.parse(text), text }
}

const parse = (text: string): Promise<unknown> => Promise.resolve(JSON.parse(text))

function createMapHolder<Kept>(
  keep: (answer: Response) => Promise<Kept>,
  dataOf: (kept: Kept) => Promise<unknown>,
): Holder {
  const held = new Map<string, Kept>()
  return {
    async hold(url) {
      held.set(url, await keep(answerOf(url)))
    },
    async read(url) {
      const kept = held.get(url)
      return kept === undefined ? undefined : dataOf(kept)
    },
    size: () => Promise.resolve({ entries: held.size }),
  }
}

function createEtaggedHolder(name: 'etagged.json' | 'etagged.fetch', maxBytes: number): Holder {
  const client = createEtagged({
    fetch: (input) => Promise.resolve(answerOf(input instanceof Request ? input.url : `${input}`)),
    memory: { maxBytes },
  })
  return {
    async hold(url) {
      if (name === 'etagged.json') await client.json(url)
      else await (await client.fetch(url)).text()
    },
    read: (url) => Promise.resolve(client.peekMemory(url)?.data),
    async size() {
      const { memory } = await client.size()
      return { entries: memory.entries, estimate: memory.bytes }
    },
  }
}
