import { readSwitches, type SwitchChange, type Switches } from './switches.ts'

/** Where the API is, and what brings requests to it: never the cache. */
export interface ControlTarget {
  readonly baseUrl: string
  readonly fetch: typeof fetch
}

/** The control operations of the local coin API. They throw what the network throws. */
export interface ControlApi {
  /** `undefined`: this API cannot be controlled. @throws ControlError */
  read(): Promise<Switches | undefined>
  /** Gives the switches after the change. @throws ControlError */
  change(change: SwitchChange): Promise<Switches>
  /** Buys (positive) or sells (negative lamports) a coin. @throws ControlError */
  trade(mint: string, lamports: number): Promise<void>
  /** Puts all switches back. @throws ControlError */
  reset(): Promise<Switches>
}

/** The API did not do what it was told. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number

  constructor(status: number, said: string) {
    super(
      said === '' ? `The control answered ${status}` : `The control answered ${status}: ${said}`,
    )
    this.status = status
  }
}

export function createControlApi({ baseUrl, fetch }: ControlTarget): ControlApi {
  const control = `${baseUrl}/_control`

  async function write(method: 'PATCH' | 'POST', path: string, body: object): Promise<Response> {
    // Another type would be refused: a foreign page can send those without being asked first.
    const headers = { 'content-type': 'application/json' }
    const init = { method, headers, body: JSON.stringify(body), cache: 'no-store' } as const
    return expectSuccess(await fetch(`${control}${path}`, init))
  }

  return {
    async read() {
      const answer = await fetch(control, { cache: 'no-store' })
      return answer.status === 404 ? undefined : switchesIn(await expectSuccess(answer))
    },
    change: async (change) => switchesIn(await write('PATCH', '', change)),
    async trade(mint, lamports) {
      await write('POST', '/trade', { mint, lamports })
    },
    reset: async () => switchesIn(await write('POST', '/reset', {})),
  }
}

async function switchesIn(answer: Response): Promise<Switches> {
  return readSwitches(await answer.json())
}

async function expectSuccess(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  throw new ControlError(answer.status, messageIn(await answer.text()))
}

/** What an error's body says; its list of complaints, if there are several. */
function messageIn(text: string): string {
  try {
    const { message = '' } = JSON.parse(text) as { readonly message?: unknown }
    return Array.isArray(message) ? message.join('; ') : String(message)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return ''
    throw error
  }
}
