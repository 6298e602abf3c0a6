import type { Surroundings } from './behaviour-origin.test-server.ts'
import type { Order } from './channel.test-server.ts'
import type { Received, Reply } from './send-reply.test-server.ts'

export type Engine = 'node' | 'chromium' | 'firefox' | 'webkit'

/** Something that every caller of `fetch` may rely on. */
export interface Behaviour {
  readonly says: string
  /** Only there is it a behaviour of the platform; absent: everywhere. */
  readonly only?: 'in a page' | 'outside of a page'
  /** What an engine's own `fetch` does instead. */
  readonly exceptions?: Partial<Record<Engine, string>>
  readonly assert: (scene: Scene) => Promise<void>
}

export interface Scene {
  /** The one under test. */
  readonly fetch: typeof fetch
  readonly origin: BehaviourOrigin
}

/** Resources, each with a URL of its own. */
export interface Resources {
  /** One that answers like this. */
  gives(reply?: Reply): string
  /** One that answers with the request as it came. */
  echoes(): string
}

export interface BehaviourOrigin extends Resources {
  /** One that answers step by step. */
  opens(headers?: Reply['headers']): OpenChannel
  /** What came to the URL so far. */
  received(url: string): Promise<readonly Received[]>
  /** The same under another origin. */
  readonly elsewhere: Resources
  /** Nobody listens there. */
  readonly refused: string
  /** Ends what is still open. */
  tidy(): Promise<void>
}

export interface OpenChannel {
  readonly url: string
  /** Sends the head of the answer. */
  head(): Promise<void>
  write(text: string): Promise<void>
  end(): Promise<void>
  /** Cuts the connection. */
  cut(): Promise<void>
  /** Resolves when a request is there. */
  arrived(): Promise<void>
  /** Resolves when the other side has closed the connection before the answer's end. */
  closed(): Promise<void>
}

/** The client's side of the origin server at this URL; led by the platform's own `fetch`. */
export async function connectOrigin(base: string): Promise<BehaviourOrigin> {
  const run = Math.random().toString(36).slice(2)
  const open = new Set<string>()
  let resources = 0

  const asked = async (path: string): Promise<unknown> => {
    const response = await globalThis.fetch(`${base}/drop-in/${path}`, { cache: 'no-store' })
    return response.json()
  }
  const order = async (id: string, said: Order): Promise<void> => {
    await asked(`order/${id}${written(said)}`)
  }
  const nextId = (): string => `${run}-${resources++}`
  const under = (origin: string): Resources => ({
    gives: (reply = {}) => `${origin}/drop-in/gives/${nextId()}${written(reply)}`,
    echoes: () => `${origin}/drop-in/echo/${nextId()}`,
  })
  const { elsewhere, refused } = (await asked('surroundings')) as Surroundings

  return {
    ...under(base),
    elsewhere: under(elsewhere),
    refused,
    opens(headers = {}) {
      const id = nextId()
      open.add(id)
      return {
        url: `${base}/drop-in/channel/${id}${written({ headers })}`,
        head: () => order(id, { order: 'head' }),
        write: (text) => order(id, { order: 'write', text }),
        end: () => order(id, { order: 'end' }),
        cut: () => order(id, { order: 'cut' }),
        arrived: () => order(id, { order: 'arrived' }),
        closed: () => order(id, { order: 'closed' }),
      }
    },
    async received(url) {
      const [, , , id = ''] = new URL(url).pathname.split('/')
      return (await asked(`log/${id}`)) as readonly Received[]
    },
    async tidy() {
      const left = [...open]
      open.clear()
      await Promise.all(left.map((id) => order(id, { order: 'cut' })))
    },
  }
}

function written(value: object): string {
  return `?${encodeURIComponent(JSON.stringify(value))}`
}

/** The request as the origin got it, from the answer of an echo. */
export async function echoed(response: Response): Promise<Received> {
  return (await response.json()) as Received
}
