import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEtagged } from '../create-etagged.ts'
import type { Etagged, EtaggedOptions } from '../etagged.ts'
import { ABORTS } from './aborts.test-suite.ts'
import { ANSWERS } from './answers.test-suite.ts'
import {
  type Behaviour,
  type BehaviourOrigin,
  connectOrigin,
  type Engine,
} from './behaviour.test-fixture.ts'
import { BODIES } from './bodies.test-suite.ts'
import { CONTENTS } from './contents.test-suite.ts'
import { FAILURES } from './failures.test-suite.ts'
import { OPTIONS } from './options.test-suite.ts'
import { ORIGINS } from './origins.test-suite.ts'
import { REDIRECTS } from './redirects.test-suite.ts'
import { REPETITIONS } from './repetitions.test-suite.ts'
import { REQUESTS } from './requests.test-suite.ts'
import { SENT_BODIES } from './sent-bodies.test-suite.ts'
import { STREAMS } from './streams.test-suite.ts'
import { URLS } from './urls.test-suite.ts'

const BEHAVIOURS: readonly Behaviour[] = [
  ...REQUESTS,
  ...SENT_BODIES,
  ...URLS,
  ...OPTIONS,
  ...ANSWERS,
  ...BODIES,
  ...CONTENTS,
  ...STREAMS,
  ...REDIRECTS,
  ...ABORTS,
  ...FAILURES,
  ...ORIGINS,
  ...REPETITIONS,
]

/** What is shown in each engine; there are some more in each. */
const AT_LEAST = 200

const CLIENTS: readonly { readonly name: string; readonly options: EtaggedOptions }[] = [
  { name: 'etagged.fetch', options: {} },
  {
    name: 'etagged.fetch by RFC 9111 in full',
    options: { heuristicFreshness: true, storeErrors: true },
  },
]

/** An engine that does otherwise may do so by waiting for ever. */
async function impatience(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2000))
  throw new Error('It still waits')
}

/**
 * Asserts each behaviour on the platform's own `fetch`, which shows that it is one, and on
 * `etagged.fetch`. Where an engine is known to do otherwise, and does, neither is asked for it.
 */
export function describeBehaviours(engine: Engine, base: () => string): void {
  const here = engine === 'node' ? 'outside of a page' : 'in a page'
  const behaviours = BEHAVIOURS.filter(({ only }) => only === undefined || only === here)
  const shown = new Set<Behaviour>()
  const deviations: string[] = []
  let origin: BehaviourOrigin

  beforeAll(async () => {
    origin = await connectOrigin(base())
  })
  afterEach(() => origin.tidy())

  describe('shown by fetch itself', () => {
    for (const behaviour of behaviours) {
      const { says, exceptions, assert } = behaviour
      const exception = exceptions?.[engine]
      it(`fetch: ${says}`, async ({ skip }) => {
        const asserted = assert({ fetch: globalThis.fetch, origin })
        try {
          await (exception === undefined ? asserted : Promise.race([asserted, impatience()]))
          shown.add(behaviour)
        } catch (error) {
          if (exception === undefined) throw error
          deviations.push(`${says}: ${engine} ${exception}`)
          skip(`${engine} ${exception}`)
        }
      })
    }

    it(`does at least ${AT_LEAST} things as all engines do`, () => {
      const counts = `${shown.size} behaviours of fetch, ${deviations.length} deviations`
      console.log([`Drop-in, ${engine}: ${counts}`, ...deviations].join('\n- '))
      expect(shown.size).toBeGreaterThanOrEqual(AT_LEAST)
    })
  })

  describe.each(CLIENTS)('asserted on $name', ({ name, options }) => {
    let client: Etagged | undefined
    afterEach(() => client?.close())

    for (const behaviour of behaviours) {
      const { says, exceptions, assert } = behaviour
      const exception = exceptions?.[engine]
      it(`${name}: ${says}`, async ({ skip }) => {
        if (exception !== undefined && !shown.has(behaviour)) skip(`${engine} ${exception}`)
        client = createEtagged(options)
        await assert({ fetch: client.fetch, origin })
      })
    }
  })
}
