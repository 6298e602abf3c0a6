import type { Outcome } from '../harness/group.ts'
import { type Chromium, openChromium } from './open-chromium.ts'

/** Measures in a Chromium of its own: no row finds what another one has stored. */
export async function inChromium(
  measure: (chromium: Chromium) => Promise<Omit<Outcome, 'browser'>>,
): Promise<Outcome> {
  const chromium = await openChromium()
  try {
    return { ...(await measure(chromium)), browser: chromium.name() }
  } finally {
    await chromium.close()
  }
}
