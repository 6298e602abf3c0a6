import { expect, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import { compare } from './compare-judgements.test-tool.ts'

/** `npm run test:deep` takes its time. */
const EXCHANGES = process.env['PROOF_LONG'] === '1' ? 100_000 : 40_000

it(
  `${EXCHANGES} exchanges are judged as http-cache-semantics judges them, or otherwise by a clause`,
  { timeout: 300_000 },
  () => {
    const seed = chosenSeed()
    const { stored, alike, asked, necessary, unexplained } = compare(seed, EXCHANGES)
    expect(unexplained).toBeUndefined()
    console.info(
      `${EXCHANGES} exchanges from PROOF_SEED=${seed}, ${stored} of them stored: ${alike} judged as ` +
        `http-cache-semantics judges them, ${EXCHANGES - alike} otherwise; of ${asked} of these, because`,
    )
    for (const [{ because, clause }, count] of necessary) {
      console.info(`${String(count).padStart(6)}  ${because} [${clause}]`)
    }
    // How often varies with the seed; what never explains anything is not to be in the list.
    const dead = [...necessary].filter(([, count]) => count === 0)
    expect(dead.map(([{ because }]) => because)).toEqual([])
  },
)
