import { secret, SLOTS } from '../src/browsers/secrets.ts'
import { BACKENDS } from './profile.ts'
import { expect, tell, test } from './test.ts'

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Canaries: no credential, cookie, request body, `no-store` body or user id is kept, told or shown (I43, I44)', async ({
      openTab,
      origin,
    }) => {
      const page = await openTab()
      const other = await openTab()
      await other.evaluate((user) => window.proof.signIn(user), secret(1, 'user'))
      const said: string[] = []
      for (const each of [page, other]) {
        each.on('console', (message) => said.push(message.text()))
        each.on('pageerror', (error) => said.push(String(error)))
      }
      const { places, nonces } = await page.evaluate(() => window.proof.leaveTraces('/api', 1))
      const heard = await other.evaluate(() => JSON.stringify(window.proof.events))
      const everywhere = {
        ...places,
        'the other tab’s events': heard,
        'all consoles': said.join('\n'),
      }
      const found = Object.entries(everywhere).flatMap(([place, text]) =>
        SLOTS.filter((slot) => text.includes(secret(1, slot))).map((slot) => `${slot} in ${place}`),
      )
      const size = Object.values(everywhere).reduce((sum, text) => sum + text.length, 0)
      tell(
        `${found.length} of ${SLOTS.length} secrets found in ${Object.keys(everywhere).length} places, ${size} characters; ${origin.log.length} requests`,
      )
      expect(found).toEqual([])
      expect(nonces.filter((nonce) => places['databases']?.includes(nonce))).not.toEqual([])
      expect(said).toEqual([])
    })
  })
}
