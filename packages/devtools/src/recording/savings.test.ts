import { expect, it } from 'vitest'
import { answered, forwardedWith, hitOf, url, validated } from './events.test-fixture.ts'
import { createSavings } from './savings.ts'

it('counts the bodies that callers got and the network did not carry', () => {
  const savings = createSavings(() => undefined)
  for (const event of [hitOf('memory'), hitOf('disk'), validated(), answered()]) savings.add(event)
  expect(savings.read()).toStrictEqual({ measured: 0, estimated: 300 })
})

it('counts them as long as they were on the wire, where the browser says that', () => {
  const savings = createSavings((of) => (of === url ? 40 : undefined))
  savings.add(answered())
  savings.add(hitOf('memory'))
  savings.add(hitOf('memory', { url: 'https://elsewhere.test/' }))
  expect(savings.read()).toStrictEqual({ measured: 40, estimated: 100 })
})

it('counts a part of a body as that part of it on the wire, and estimates what it is a part of', () => {
  const savings = createSavings(() => 40)
  const part = hitOf('memory', { bytes: { body: 25, received: 0 } })
  savings.add(part)
  expect(savings.read()).toStrictEqual({ measured: 0, estimated: 25 })
  savings.add(answered())
  savings.add(part)
  expect(savings.read()).toStrictEqual({ measured: 10, estimated: 25 })
  // Of an answer that was no whole one, and of a body that another tab has brought, nobody knows.
  savings.add(answered({ outcome: forwardedWith({ fwdStatus: 206 }), bytes: part.bytes }))
  savings.add(hitOf('memory', { bytes: { body: 300, received: 0 } }))
  expect(savings.read()).toStrictEqual({ measured: 20, estimated: 325 })
})

it('counts no answer for which nobody waited, and none in place of an origin that failed', () => {
  const savings = createSavings(() => undefined)
  savings.add(validated({ inBackground: true }))
  savings.add(validated({ outcome: forwardedWith({ fwdStatus: 503, detail: 'stale-if-error' }) }))
  expect(savings.read()).toStrictEqual({ measured: 0, estimated: 0 })
})
