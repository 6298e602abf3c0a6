import { groupOn, ratioOf } from '../harness/compare.ts'
import type { Row, Target } from '../harness/group.ts'
import { ratio, targetOf } from '../harness/target.ts'
import { coinPath, listPath } from '../origin/bodies.ts'
import { createEtaggedFetch } from '../peers/etagged.ts'
import { createKeptText, createKeptTextAndFields } from '../peers/kept-text.ts'
import { createSemanticsResponse } from '../peers/semantics-response.ts'
import { createUndiciFetch } from '../peers/undici-fetch.ts'
import { checkHits } from './fresh-hit.ts'
import { raceReaders } from './readers.ts'

const LIMIT = 'Map → Response → json()'

const WITH_FIELDS = 'the same with its fields'

const OURS = 'etagged.fetch'

const BOUNDS = { coin: 1.25, 'list of 50': 1.05 } as const

export const freshResponse: Row = {
  name: 'fresh-response',
  title: 'A fresh hit as a Response, read',
  about:
    'The response is stored and fresh; how long until a `Response` of it has been made and read by ' +
    '`json()`? The limit is a Map from URL to text, and `new Response(text)`. Whoever reads JSON ' +
    "asks for data instead, as above; this is for code that has to have `fetch`. Checked: the origin's " +
    'log shows one 200 for each resource and nothing after it, and the data equals what it sent.',
  async run(effort) {
    const groups = await raceReaders({
      contestants: [
        { name: LIMIT, role: 'limit', create: createKeptText },
        { name: WITH_FIELDS, role: 'scale', create: createKeptTextAndFields },
        { name: OURS, role: 'ours', create: createEtaggedFetch },
        { name: 'http-cache-semantics + Map', role: 'peer', create: createSemanticsResponse },
        { name: 'undici fetch, cached', role: 'peer', create: createUndiciFetch },
      ],
      subjects: { coin: coinPath(7), 'list of 50': listPath(50) },
      cacheControl: 'max-age=3600',
      effort,
      checkLog: ({ name }, log, _runs, paths) => checkHits(name, log, paths),
    })
    const targets = Object.entries(BOUNDS).map(([subject, atMost]): Target =>
      targetOf({
        id: 'T2',
        promise: `A fresh hit as a Response, read, ${subject}: at most ${atMost} × a Response of a text`,
        figure: ratioOf(groupOn(groups, subject), OURS, LIMIT),
        bound: { atMost },
        because: `A Response that carries the header fields, too, costs by itself ${ratio(ratioOf(groupOn(groups, subject), WITH_FIELDS, LIMIT))}; a hit adds the look for it, its age and its Cache-Status.`,
      }),
    )
    return { groups, targets }
  },
}
