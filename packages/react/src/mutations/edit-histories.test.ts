import { createEtagged, defineEndpoint, defineMutation } from '@etagged/core'
import { noop, QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../../core/src/seeded.test-tool.ts'
import { connect } from '../connect.ts'
import { trusting } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { openApiInPage } from '../situations/api-in-page.test-fixture.ts'
import type { Exchange } from '../situations/api.test-fixture.ts'
import { edit } from './edit.ts'
import { mutation } from './mutation.ts'
import { holdTimers, rest } from '../held-timers.test-fixture.ts'

const HISTORIES = 100
const MOST_WRITES = 5

holdTimers()

type Lines = readonly string[]

const log = defineEndpoint({ path: '/log', response: trusting<Lines>() })

const writes = {
  naming: defineMutation({ method: 'POST', path: '/log', body: trusting<string>() }),
  // It changes the log as well, and does not say so.
  silent: defineMutation({ method: 'POST', path: '/elsewhere', body: trusting<string>() }),
}

/** An edit as the model knows it. */
interface Known {
  readonly line: string
  /** How many requests had been sent when its write succeeded; `undefined`: it has not. */
  settledAt: number | undefined
}

/**
 * A log to which lines are added, each by a write of its own with an edit that would be seen if it were
 * there twice. Reads and writes are answered in an order of chance, and may fail.
 *
 * The model: shown is what the last answered read has found, and above it, in the order of the calls, the
 * lines of all writes but those that were refused and those that succeeded before that read was sent.
 */
function openLog(random: SeededRandom) {
  const api = openApiInPage({ '/log': ['first'] }, (bodies, { body }) => {
    bodies.set('/log', [...(bodies.get('/log') as Lines), body])
    return null
  })
  api.reads = random.chance(0.5) ? 'arriving' : 'answering'
  api.writes = random.chance(0.5) ? 'arriving' : 'answering'
  if (random.chance(0.5)) api.fields = { 'cache-control': 'max-age=3600' }
  const queryClient = new QueryClient()
  connect(queryClient, createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false }))
  const observer = new QueryObserver(queryClient, query(log, {}, { retry: false }))
  const stop = observer.subscribe(noop)

  const steps: string[] = []
  let base: Lines = ['first']
  let known: Known[] = []
  const called: Known[] = []
  const writing = new Map<Exchange, Known>()
  const found = new Map<Exchange, Lines>()

  function call(): void {
    if (called.length === MOST_WRITES) return
    const edited: Known = { line: `line ${called.length}`, settledAt: undefined }
    const kind = random.chance(0.5) ? 'naming' : 'silent'
    steps.push(`call ${edited.line}, ${kind}`)
    called.push(edited)
    known.push(edited)
    const options = mutation(writes[kind], {
      optimistic: ({ body }: { readonly body: string }) => [
        edit(query(log, {}), (lines) => [...lines, body]),
      ],
    })
    const built = queryClient.getMutationCache().build(queryClient, options)
    built.execute({ body: edited.line }).catch(noop)
  }

  function answerWrite(): void {
    const waiting = api.waiting('POST')
    const write = waiting[random.below(waiting.length)]
    const edited = write && writing.get(write)
    if (edited === undefined) return
    const isRefused = api.writes === 'answering' && random.chance(0.4)
    steps.push(`${isRefused ? 'refuse' : 'accept'} ${edited.line}`)
    if (isRefused) known = known.filter((other) => other !== edited)
    else edited.settledAt = api.exchanges.length
    write?.answer(isRefused ? 409 : undefined)
  }

  function answerRead(): void {
    const [read] = api.waiting('GET')
    if (read === undefined) return
    const fails = random.chance(0.2)
    steps.push(fails ? 'a read fails' : 'a read is answered')
    if (!fails) {
      const now = api.bodies.get('/log') as Lines
      base = api.reads === 'answering' ? now : (found.get(read) ?? now)
      const sentAt = api.exchanges.indexOf(read)
      known = known.filter(({ settledAt = Infinity }) => settledAt > sentAt)
    }
    read.answer(fails ? 404 : undefined)
  }

  function refetch(): void {
    steps.push('refetch')
    void queryClient.refetchQueries()
  }

  /** Writes down what has arrived since. */
  async function settle(): Promise<void> {
    await rest(6)
    for (const each of api.waiting('POST')) {
      const [next] = called.slice(writing.size)
      if (next !== undefined && !writing.has(each)) writing.set(each, next)
    }
    for (const each of api.waiting('GET')) {
      if (!found.has(each)) found.set(each, api.bodies.get('/log') as Lines)
    }
  }

  return {
    stop,
    settle,
    async begin() {
      await settle()
      api.hold()
    },
    step() {
      const chance = random.below(10)
      if (chance < 3) call()
      else if (chance < 6) answerWrite()
      else if (chance < 9) answerRead()
      else refetch()
    },
    /** Answers everything, and asks once more. */
    async end() {
      api.release()
      await settle()
      refetch()
      await settle()
      known = []
      base = api.bodies.get('/log') as Lines
    },
    /** How what is shown differs from the model; `undefined`: not at all. */
    difference() {
      const shown = JSON.stringify(observer.getCurrentResult().data)
      const expected = JSON.stringify([...base, ...known.map(({ line }) => line)])
      return shown === expected ? undefined : `${steps.join('; ')}: ${shown} instead of ${expected}`
    },
  }
}

async function history(random: SeededRandom): Promise<string | undefined> {
  const { begin, step, settle, end, difference, stop } = openLog(random)
  await begin()
  for (let count = 5 + random.below(15); count > 0; count--) {
    step()
    await settle()
    const found = difference()
    if (found !== undefined) return found
  }
  await end()
  stop()
  return difference()
}

it(
  `in ${HISTORIES} histories of up to ${MOST_WRITES} optimistic writes, what is shown is what the server said last and the edits above it, and in the end what the server has`,
  { timeout: 60_000 },
  async () => {
    const random = seededRandom()
    for (let number = 0; number < HISTORIES; number++) {
      expect(await history(random), `seed ${random.seed}, history ${number}`).toBe(undefined)
    }
    console.log(`optimistic edits: seed ${random.seed}, ${HISTORIES} histories`)
  },
)
