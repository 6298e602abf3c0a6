import type { Page } from '@playwright/test'
import type { Reading } from '../src/browsers/read-stamp.ts'
import { obstruct, readByObstructor } from './obstruct.ts'
import { BACKENDS } from './profile.ts'
import { settleAs } from './settle-as.ts'
import { expect, tell, test } from './test.ts'

/** The first answer after a sign-in, and how long it took, in ms. */
const readAgain = (page: Page): Promise<{ reading: Reading; ms: number }> =>
  page.evaluate(async () => {
    const before = performance.now()
    await window.proof.signIn('alice')
    const reading = await window.proof.read('/api/secret?fresh=60')
    return { reading, ms: performance.now() - before }
  })

for (const backend of BACKENDS) {
  test.describe(backend, () => {
    test.use({ backend })

    test('Delete blocked by another tab: sign-out resolves within 500 ms, nothing is readable, and signing in again works (I4, I34)', async ({
      openTab,
    }) => {
      const page = await openTab()
      await settleAs(page, 'alice')
      const other = await openTab()
      await obstruct(other)
      expect(await readByObstructor(other)).toContain('alice')

      const took = await page.evaluate(() => window.proof.signOut())
      tell(`sign-out took ${took.toFixed(1)} ms`)
      expect(took).toBeLessThan(500)
      expect(await readByObstructor(other)).not.toContain('alice')

      // A page in front, and one in the background, whose timers run once a second.
      await page.bringToFront()
      const inFront = await readAgain(page)
      await page.evaluate(() => window.proof.signOut())
      await other.bringToFront()
      const behind = await readAgain(page)
      tell(
        `the next answer came ${inFront.ms.toFixed(0)} ms after the next sign-in, in the background ${behind.ms.toFixed(0)} ms`,
      )
      for (const { reading } of [inFront, behind]) {
        expect(reading).toMatchObject({ user: 'alice', isIntact: true })
        expect(reading.cacheStatus).toContain('fwd=uri-miss')
      }
      expect(inFront.ms).toBeLessThan(1500)
      expect(behind.ms).toBeLessThan(4000)
    })
  })
}
