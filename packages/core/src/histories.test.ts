import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { partitionName } from './cache/partition-name.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { SessionEndedError } from './errors.ts'
import { createManualClock } from './manual.test-clock.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'

/**
 * Random histories against an oracle. The origin stamps every body with the user who asked and the
 * version of the resource, and gives all users the same entity-tags: the worst that can happen to a
 * cache that confuses them.
 */
const users = ['alice', 'bob', null] as const
const paths = ['/a', '/b'] as const

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('read' as const), path: fc.constantFrom(...paths) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('write' as const), path: fc.constantFrom(...paths) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('reply' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('sign in' as const), user: fc.constantFrom(...users) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload the page' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('remove' as const), path: fc.constantFrom(...paths) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(90) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('let others run' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Stamp {
  readonly user: string
  readonly path: string
  readonly version: number
}

/** The origin: what it does it does at once, but its answers wait until they are let go. */
function createStampingOrigin() {
  const versions = new Map<string, number>()
  const waiting: (() => void)[] = []
  const violations: string[] = []
  const tagsGiven = new Set<string>()

  async function network(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const path = new URL(request.url).pathname
    const user = request.headers.get('authorization') ?? 'nobody'
    const version = (versions.get(path) ?? 0) + (request.method === 'PUT' ? 1 : 0)
    versions.set(path, version)
    const etag = `"${path} ${version}"`
    const asked = request.headers.get('if-none-match')
    if (asked !== null && !tagsGiven.has(`${user} ${asked}`)) {
      violations.push(`I10: ${asked} sent under ${user}, who never had it`)
    }
    tagsGiven.add(`${user} ${etag}`)
    const headers = { etag, 'cache-control': path === '/a' ? 'private, no-cache' : 'max-age=60' }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push(resolve)
    // Half of the network does not listen, and answers whoever is gone.
    const heeds = path === '/a'
    if (heeds)
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
    await promise
    if (request.method === 'PUT') return new Response(null, { status: 204 })
    if (asked === etag) return new Response(null, { status: 304, headers })
    return Response.json({ user, path, version } satisfies Stamp, { headers })
  }

  return { network, waiting, violations, versionOf: (path: string) => versions.get(path) ?? 0 }
}

async function live(history: readonly Step[]): Promise<readonly string[]> {
  const origin = createStampingOrigin()
  const { violations } = origin
  const disk = createMemoryDisk()
  const clock = createManualClock()
  const open = () =>
    createRecordedClient({
      baseUrl: 'https://api.test',
      fetch: origin.network,
      store: disk.persistence,
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
      clock,
    }).etagged
  let etagged = open()
  let user = 'nobody'
  /** By generation and path: the version that this session's own last write made. */
  const written = new Map<string, number>()
  const running: Promise<void>[] = []

  function read(path: string): void {
    const asker = user
    const atLeast = written.get(`${etagged.session.generation} ${path}`) ?? 0
    const check = ({ data }: { data: unknown }): void => {
      const stamp = data as Stamp
      if (stamp.user !== asker) violations.push(`I1: ${asker} was given what is ${stamp.user}'s`)
      if (stamp.path !== path) violations.push(`${path} answered with ${stamp.path}`)
      if (stamp.version < atLeast) {
        violations.push(`I19: version ${stamp.version} after version ${atLeast} was written`)
      }
    }
    running.push(etagged.json(path).then(check, isExpected))
  }

  function write(path: string): void {
    const { generation } = etagged.session
    const note = (): void => {
      written.set(`${generation} ${path}`, madeVersion)
    }
    const madeVersion = origin.versionOf(path) + 1
    const answer = etagged.fetch(path, { method: 'PUT' })
    running.push(answer.then(note, isExpected))
  }

  function isExpected(error: unknown): void {
    if (!(error instanceof SessionEndedError)) violations.push(String(error))
  }

  const actions: {
    [Name in Step['do']]: (given: Extract<Step, { do: Name }>) => void | Promise<void>
  } = {
    read: ({ path }) => read(path),
    write: async ({ path }) => {
      await turn()
      write(path)
      await turn()
    },
    reply: async ({ which }) => {
      const [release] = origin.waiting.splice(which % Math.max(1, origin.waiting.length), 1)
      release?.()
      await turn()
    },
    'sign in': ({ user: next }) => {
      user = next ?? 'nobody'
      running.push(etagged.signIn(next).then(() => undefined))
    },
    'reload the page': async () => {
      const closed = etagged.close()
      for (const release of origin.waiting.splice(0)) release()
      await closed
      etagged = open()
      await etagged.signIn(user === 'nobody' ? null : user)
    },
    remove: ({ path }) => {
      running.push(etagged.remove({ url: path }).catch(isExpected))
    },
    wait: ({ seconds }) => clock.advance(seconds),
    'let others run': turn,
  }

  function checkWhatIsStored(): void {
    for (const path of paths) {
      const held = etagged.peekMemory(path)?.data as Stamp | undefined
      if (held !== undefined && held.user !== user)
        violations.push(`I1: ${user} can see ${held.user}'s`)
    }
    for (const owner of ['alice', 'bob', 'nobody']) {
      const partition = partitionName(owner === 'nobody' ? null : owner)
      const stored = disk
        .rows(partition)
        .map(({ body }) => JSON.parse(String(body.content)) as Stamp)
      const foreign = stored.filter((stamp) => stamp.user !== owner)
      if (foreign.length > 0) violations.push(`I1: ${JSON.stringify(foreign)} stored for ${owner}`)
    }
  }

  for (const given of history) {
    // Each action takes its own kind of step, which the compiler cannot see through the table.
    await actions[given.do](given as never)
    checkWhatIsStored()
  }
  const last = etagged.signIn('carol')
  for (let rounds = 0; rounds < 3; rounds++) {
    for (const release of origin.waiting.splice(0)) release()
    await turn()
  }
  await Promise.all([...running, last])
  await etagged.idle()
  for (const owner of ['alice', 'bob']) {
    const left = disk.rows(partitionName(owner))
    if (left.length > 0 && user === owner) violations.push(`${owner}'s rows outlive the session`)
  }
  return violations
}

it('I1, I10, I19: no history leaks, sends a foreign tag, or serves what was there before a write', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }),
      async (history) => {
        expect(await live(history)).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)
