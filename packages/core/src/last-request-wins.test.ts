import { expect, it } from 'vitest'
import { dataBy } from './doors.test-tool.ts'
import type { Etagged } from './etagged.ts'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { scriptedBody } from './scripted-body.test-fixture.ts'
import { seededRandom, type SeededRandom } from './seeded.test-tool.ts'
import { createMemoryDisk, type MemoryDisk } from './testing/memory-disk.ts'

/** `npm run test:deep` takes its time. */
const SAMPLES = process.env['PROOF_LONG'] === '1' ? 10_000 : 4000
const MOST = 8

/** Replies that wait: each has a head, and then a body that tells when it was asked for. */
function replies() {
  const waiting: (readonly [head: () => void, body: () => void])[] = []
  async function network(): Promise<Response> {
    const version = waiting.length
    const body = scriptedBody()
    const head = Promise.withResolvers<void>()
    waiting.push([
      () => head.resolve(),
      () => {
        body.send(JSON.stringify({ version }))
        body.end()
      },
    ])
    await head.promise
    const headers = { etag: `"${version}"`, 'content-type': 'application/json' }
    return new Response(body.stream, { headers })
  }
  return { network, waiting }
}

/** All heads and bodies in an order of chance, but each body after its head. */
function arrivals(
  random: SeededRandom,
  waiting: ReturnType<typeof replies>['waiting'],
): readonly (() => void)[] {
  const parts = waiting.map(([head, body]) => [head, body])
  const order = random.shuffled([...parts, ...parts])
  return order.flatMap((reply) => reply.splice(0, 1))
}

function versionIn(data: unknown): number {
  return Number(Reflect.get(Object(data) as object, 'version') ?? -1)
}

async function sample(random: SeededRandom): Promise<readonly string[]> {
  const wrong: string[] = []
  const disk = createMemoryDisk()
  const { network, waiting } = replies()
  const { etagged, clock } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: network,
    ...(random.chance(0.2) ? { store: disk.persistence } : {}),
  })

  async function ask(number: number): Promise<number> {
    // Each has an exchange of his own.
    const init = { cache: 'reload', headers: { 'x-number': `${number}` } } as const
    const isEarly = random.chance(0.5)
    const version = versionIn(await dataBy(isEarly ? 'fetch' : 'json', etagged, '/coin', init))
    // Who waits for the whole may be given something newer.
    const isRight = isEarly ? version === number : version >= number
    if (!isRight) wrong.push(`caller ${number} got version ${version}`)
    return version
  }

  const count = 2 + random.below(MOST - 1)
  const answers: Promise<number>[] = []
  for (let number = 0; number < count; number++) {
    answers.push(ask(number))
    await turn()
    clock.advance(1)
  }
  let stored = -1
  for (const arrive of arrivals(random, waiting)) {
    arrive()
    if (random.chance(0.5)) await turn()
    const now = versionIn(etagged.peekMemory('/coin')?.data)
    if (now < stored) wrong.push(`version ${now} replaced ${stored}`)
    stored = now
  }
  await Promise.all(answers)
  await etagged.idle()
  return [...wrong, ...(await wrongInStore(etagged, disk, count - 1))]
}

async function wrongInStore(
  etagged: Etagged,
  disk: MemoryDisk,
  last: number,
): Promise<readonly string[]> {
  const version = versionIn((await etagged.peek('/coin'))?.data)
  const others = disk
    .rows('anonymous')
    .map(({ body }) => body.content)
    .filter((content) => content !== `{"version":${last}}`)
  if (version !== last) others.push(`${version} in memory`)
  return others.map((what) => `instead of ${last} there is ${String(what)}`)
}

it(
  `I18: in ${SAMPLES} orders in which up to ${MOST} replies arrive, heads and bodies apart, the last request wins`,
  { timeout: 60_000 },
  async () => {
    const random = seededRandom()
    for (let number = 0; number < SAMPLES; number++) {
      expect(await sample(random), `seed ${random.seed}, sample ${number}`).toEqual([])
    }
    console.log(`I18: seed ${random.seed}, ${SAMPLES} orders of up to ${MOST} replies`)
  },
)
