import { expect, it } from 'vitest'
import { secret, SLOTS } from './secrets.ts'
import { openTabFrame } from './tab-frame.test-fixture.ts'

it('credentials, cookies, bodies not to be stored and user ids are in no database, message, lock, console or event (I43, I44)', async () => {
  const number = Date.now()
  const tab = await openTabFrame()
  const { places, nonces } = await tab.proof.leaveTraces('/stamped-origin/canaries', number)
  tab.close()

  const found = Object.entries(places).flatMap(([place, text]) =>
    SLOTS.filter((slot) => text.includes(secret(number, slot))).map(
      (slot) => `${slot} in ${place}`,
    ),
  )
  expect(found).toEqual([])
  // What may be kept was there to be found, and something was said and locked.
  expect(nonces.filter((nonce) => places['databases']?.includes(nonce))).not.toEqual([])
  expect(places['databases, afterwards']).not.toContain(nonces[0])
  expect(places['messages']).not.toBe('')
  expect(places['locks']).not.toBe('')
  const names = [...(places['locks'] ?? '').split('\n'), ...(places['channels'] ?? '').split('\n')]
  for (const name of names) expect(name).toMatch(/^etagged-(?:anonymous|everyone|[\da-f]{32})\b/)
})
