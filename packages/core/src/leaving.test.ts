import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import type { Etagged } from './etagged.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { scriptedBody } from './scripted-body.test-fixture.ts'
import { seededRandom, type SeededRandom } from './seeded.test-tool.ts'

const ROUNDS = 10_000
const TEXT = '{"name":"Pepe"}'

/** A network for one exchange: head and body come when the round wants it. */
function exchange() {
  const head = Promise.withResolvers<void>()
  const body = scriptedBody()
  let signal: AbortSignal | undefined
  let requests = 0

  async function network(_: unknown, init?: RequestInit): Promise<Response> {
    requests++
    signal = init?.signal ?? undefined
    signal?.addEventListener('abort', () => {
      head.reject(signal?.reason as Error)
      body.fail(signal?.reason)
    })
    await head.promise
    return new Response(body.stream, {
      headers: { etag: '"1"', 'content-type': 'application/json' },
    })
  }

  return {
    network,
    head,
    body,
    requests: () => requests,
    isAborted: () => signal?.aborted ?? false,
  }
}

/** A caller, who may leave at any time: what becomes of his call. */
function caller(etagged: Etagged, door: 'fetch' | 'json') {
  const controller = new AbortController()
  const { signal } = controller
  const reason = new Error('left')
  let response: Response | undefined
  let isCancelling = false

  async function ask(): Promise<string> {
    if (door === 'json') return JSON.stringify((await etagged.json('/coin', { signal })).data)
    response = await etagged.fetch('/coin', { signal })
    // So that he may cancel his body instead.
    await turn()
    return isCancelling ? 'cancelled' : response.text()
  }

  const outcome = ask().catch((error: unknown) =>
    error === reason ? 'his own reason' : String(error),
  )
  return {
    outcome,
    /** @returns how */
    leave(random: SeededRandom): string {
      if (response !== undefined && !response.bodyUsed && random.chance(0.5)) {
        isCancelling = true
        void response.body?.cancel()
        return 'cancelled'
      }
      controller.abort(reason)
      return 'his own reason'
    },
    listeners: () => getEventListeners(signal, 'abort').length,
  }
}

type Deed = 'join' | 'leave' | 'tick' | 'head' | 'half' | 'end' | 'fail'

/** One exchange and its callers, on whom deeds are done. */
function stage(random: SeededRandom) {
  const origin = exchange()
  const { etagged, clock } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: origin.network,
  })
  const door = random.chance(0.7) ? 'fetch' : 'json'
  const first = caller(etagged, door)
  const callers = [first]
  const aboard = new Set(callers)
  const gone = new Map<typeof first, string>()
  const halves = [TEXT.slice(0, 5), TEXT.slice(5)]

  const deeds: Record<Deed, () => void> = {
    join() {
      const next = caller(etagged, door)
      callers.push(next)
      aboard.add(next)
    },
    leave() {
      const leaver = [...aboard][random.below(aboard.size)]
      if (leaver === undefined) return
      aboard.delete(leaver)
      gone.set(leaver, leaver.leave(random))
    },
    tick: () => clock.advance(0),
    head: () => origin.head.resolve(),
    half: () => origin.body.send(halves.shift() ?? ''),
    end: () => origin.body.end(),
    fail: () => origin.body.fail(new TypeError('terminated')),
  }
  return { door, origin, callers, aboard, gone, deeds }
}

/** What arrives arrives in order; when the others act is left to chance. */
function chosenDeeds(random: SeededRandom): readonly Deed[] {
  const ending: readonly Deed[] = random.chance(0.8) ? ['half', 'half', 'end'] : ['half', 'fail']
  const arrival: Deed[] = ['head', ...ending]
  const others: Deed[] = [
    ...Array.from({ length: random.below(5) }, () => 'join' as const),
    ...Array.from({ length: random.below(7) }, () => 'leave' as const),
    ...Array.from({ length: 3 }, () => 'tick' as const),
  ]
  const order = random.shuffled([...arrival.map(() => true), ...others.map(() => false)])
  const waiting = random.shuffled(others)
  const deeds = order.flatMap((arrives) => (arrives ? arrival : waiting).splice(0, 1))
  // With the end of the body it is over.
  return deeds.slice(0, deeds.findIndex((deed) => deed === 'end' || deed === 'fail') + 1)
}

/** Does the deeds, until they are done or nobody is left: what is wrong with when it was aborted. */
async function act(
  random: SeededRandom,
  { origin, aboard, deeds }: ReturnType<typeof stage>,
  chosen: readonly Deed[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  await turn()
  for (const [index, deed] of chosen.entries()) {
    deeds[deed]()
    const isLast = index === chosen.length - 1
    if (deed === 'join' || isLast || random.chance(0.5)) await turn()
    if (isLast || deed !== 'tick') continue
    if (origin.isAborted() !== (aboard.size === 0)) {
      wrong.push(`${aboard.size} wait, and it is ${origin.isAborted()} that it was aborted`)
    }
    if (aboard.size === 0) break
  }
  if (origin.requests() !== 1) wrong.push(`${origin.requests()} requests`)
  return wrong
}

/** How each caller fared, and what is wrong with that. */
async function round(random: SeededRandom) {
  const staged = stage(random)
  const { door, origin, callers, gone } = staged
  const chosen = chosenDeeds(random)
  const wrong = [...(await act(random, staged, chosen))]
  const answer = chosen.at(-1) === 'fail' ? 'TypeError: terminated' : TEXT
  const outcomes: string[] = []
  for (const each of callers) {
    const is = await each.outcome
    const should = gone.get(each) ?? answer
    if (is !== should) wrong.push(`${door}: ${is} instead of ${should}`)
    if (!gone.has(each) && each.listeners() > 0) wrong.push('a listener is left')
    outcomes.push(is)
  }
  return { wrong, outcomes, isAborted: origin.isAborted(), chosen }
}

it(
  `I30: ${ROUNDS} rounds of callers who leave: none takes another along, the last one ends the exchange`,
  { timeout: 60_000 },
  async () => {
    const random = seededRandom()
    const tally = { answered: 0, failed: 0, left: 0, cancelled: 0, aborted: 0 }
    const kinds: Record<string, keyof typeof tally> = {
      [TEXT]: 'answered',
      'his own reason': 'left',
      cancelled: 'cancelled',
    }
    for (let number = 0; number < ROUNDS; number++) {
      const { wrong, outcomes, isAborted, chosen } = await round(random)
      expect(wrong, `seed ${random.seed}, round ${number}: ${chosen.join(' ')}`).toEqual([])
      for (const outcome of outcomes) tally[kinds[outcome] ?? 'failed']++
      if (isAborted) tally.aborted++
    }
    console.log(`I30: seed ${random.seed}, ${ROUNDS} rounds: ${JSON.stringify(tally)}`)
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(ROUNDS / 100)
  },
)
