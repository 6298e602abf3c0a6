import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { held, tagged } from './origin.test-server.ts'

const { origin, client } = await originForTests()

describe('I18: the last request wins', () => {
  it('a late 304 does not undo what a newer request brought', async () => {
    const late = held({ status: 304, headers: { etag: '"1"' } })
    origin.answer(
      '/coins',
      tagged('"1"', { version: 1 }),
      late.script,
      tagged('"2"', { version: 2 }),
    )
    const { etagged, clock } = client()
    await etagged.json('/coins')
    const first = etagged.json('/coins')
    await late.arrived
    clock.advance(1)
    await etagged.json('/coins', { cache: 'reload' })
    late.release()
    expect((await first).data).toEqual({ version: 2 })
    expect((await etagged.peek('/coins'))?.data).toEqual({ version: 2 })
  })

  it('an older reply never replaces a newer one, and its caller gets the newer', async () => {
    const old = held(tagged('"1"', { version: 1 }))
    origin.answer('/coins', old.script, tagged('"2"', { version: 2 }))
    const { etagged, clock } = client()
    const first = etagged.json('/coins')
    await old.arrived
    clock.advance(1)
    const second = etagged.json('/coins', { cache: 'reload' })
    expect((await second).data).toEqual({ version: 2 })
    old.release()
    expect((await first).data).toEqual({ version: 2 })
    expect((await etagged.peek('/coins'))?.data).toEqual({ version: 2 })
  })

  it('in whatever order four replies arrive', async () => {
    const orders = permutations([0, 1, 2, 3])
    for (const [index, order] of orders.entries()) {
      const path = `/coins/${index}`
      const replies = order.map((_, version) => held(tagged(`"${version}"`, { version })))
      const [one, ...others] = replies.map(({ script }) => script)
      if (one === undefined) continue
      origin.answer(path, one, ...others)
      const { etagged, clock } = client()
      const answers: Promise<unknown>[] = []
      for (const reply of replies) {
        answers.push(
          etagged.json(path, { cache: 'reload', headers: { 'x-n': `${answers.length}` } }),
        )
        await reply.arrived
        clock.advance(1)
      }
      for (const version of order) {
        replies[version]?.release()
        await answers[version]
      }
      expect((await etagged.peek(path))?.data).toEqual({ version: 3 })
    }
  })
})

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}
