import { expect, it } from 'vitest'
import { createRecordedClient, turn } from './recorded.test-client.ts'
import { scriptedBody } from './scripted-body.test-fixture.ts'
import { seededRandom, type SeededRandom } from './seeded.test-tool.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const SAMPLES = 10_000
const MOST = 8

/** Replies that wait: each has a head, and then a body that tells when it was asked for. */
function replies() {
  const waiting: { readonly head: () => void; readonly body: () => void }[] = []
  async function network(): Promise<Response> {
    const version = waiting.length
    const body = scriptedBody()
    const head = Promise.withResolvers<void>()
    waiting.push({
      head: () => head.resolve(),
      body() {
        body.send(JSON.stringify({ version }))
        body.end()
      },
    })
    await head.promise
    const headers = { etag: `"${version}"`, 'content-type': 'application/json' }
    return new Response(body.stream, { headers })
  }
  return { network, waiting }
}

/** All heads and bodies in an order of chance, but each body after its head. */
function arrivals(random: SeededRandom, count: number): readonly number[] {
  const twice = Array.from({ length: 2 * count }, (_, index) => index % count)
  return random.shuffled(twice)
}

async function sample(random: SeededRandom): Promise<readonly string[]> {
  const wrong: string[] = []
  const disk = createMemoryDisk()
  const { network, waiting } = replies()
  const { etagged, clock } = createRecordedClient({
    baseUrl: 'https://api.test',
    fetch: network,
    ...(random.chance(0.2) ? { store: disk.createStore } : {}),
  })

  async function ask(number: number): Promise<number> {
    // Each has an exchange of his own.
    const init = { cache: 'reload', headers: { 'x-number': `${number}` } } as const
    const isEarly = random.chance(0.5)
    const data = isEarly
      ? await (await etagged.fetch('/coin', init)).json()
      : (await etagged.json('/coin', init)).data
    const version = Number(Reflect.get(Object(data) as object, 'version'))
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
  const versionIn = (answer: { readonly data: unknown } | undefined): number =>
    Number(Reflect.get(Object(answer?.data) as object, 'version') ?? -1)
  const begun = new Set<number>()
  let stored = -1
  for (const number of arrivals(random, count)) {
    const reply = waiting[number]
    if (begun.has(number)) reply?.body()
    else reply?.head()
    begun.add(number)
    if (random.chance(0.5)) await turn()
    const now = versionIn(etagged.peekMemory('/coin'))
    if (now < stored) wrong.push(`version ${now} replaced ${stored}`)
    stored = now
  }
  await Promise.all(answers)
  await etagged.idle()
  stored = versionIn(await etagged.peek('/coin'))
  if (stored !== count - 1) wrong.push(`of ${count} versions ${stored} is stored`)
  for (const { body } of disk.rows('anonymous')) {
    if (body.content !== `{"version":${count - 1}}`) wrong.push(`on disk: ${String(body.content)}`)
  }
  return wrong
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
