import { createDraw, type Draw } from './seeded-draw.test-tool.ts'
import type { Asking, Exchange, Message, Written } from './exchange.test-tool.ts'
import * as fieldTexts from './field-texts.test-fixture.ts'

/** One of so many texts is odd, where one can be. */
const ODD_ONE_IN = 10

type Choice = { readonly plain: readonly Written[]; readonly odd?: readonly Written[] }

/** For each field the number of messages of which one has it, and its texts. */
type FieldChoices = readonly (readonly [name: string, oneIn: number, from: Choice])[]

/** The exchange that follows from this seed. */
export function exchangeOf(seed: number): Exchange {
  const draw = createDraw(seed)
  const isHeuristic = draw.oneIn(2)
  const request = asking(draw, draw.oneIn(20) ? ['HEAD', 'POST'] : ['GET'])
  const again = asking(draw, ['GET', 'GET', 'GET', 'GET', 'GET', 'HEAD', 'HEAD', 'POST', 'QUERY'])
  const response = {
    status: draw.oneIn(1.7) ? 200 : draw.pick(statuses),
    delay: draw.pick(delays),
    cacheControl: responseControl(draw),
    fields: fields(draw, responseFields),
  }
  return {
    mode: draw.oneIn(2) ? 'private' : 'shared',
    heuristics: { stored: isHeuristic, freshened: isHeuristic },
    separator: draw.pick([', ', ', ', ',', ' ,\t', ',,']),
    request,
    response,
    again: {
      ...again,
      fields: draw.oneIn(2) ? again.fields : request.fields,
      after: draw.pick([0, 1, 10, 40, 59, 60, 61, 99, 100, 110, 1000, 1050, 90_000, -1, -1000]),
      redirect: draw.pick(['manual', 'manual', 'follow']),
    },
    notModified: {
      delay: draw.pick(delays),
      cacheControl: draw.oneIn(2) ? [] : responseControl(draw),
      fields: validatorsOf(draw, response, fields(draw, notModifiedFields)),
    },
  }
}

const delays = [0, 0, 0, 1, 5]

const statuses = [
  201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404,
  405, 407, 410, 412, 414, 416, 429, 451, 499, 500, 501, 502, 503, 504, 599,
]

function text(draw: Draw, { plain, odd = [] }: Choice): Written {
  return draw.pick(odd.length > 0 && draw.oneIn(ODD_ONE_IN) ? odd : plain)
}

function texts(draw: Draw, from: Choice, counts: readonly number[]): readonly Written[] {
  return Array.from({ length: draw.pick(counts) }, () => text(draw, from))
}

/** What a response says of its reuse, for itself or in a 304. */
function responseControl(draw: Draw): readonly Written[] {
  const { qualified } = fieldTexts.responseDirectives
  return [
    ...texts(draw, fieldTexts.responseDirectives, [0, 1, 2, 2, 3, 4]),
    ...(draw.oneIn(10) ? [draw.pick(qualified)] : []),
    ...(draw.oneIn(25) ? [draw.pick(fieldTexts.brokenQuotes)] : []),
  ]
}

function asking(draw: Draw, methods: readonly string[]): Asking {
  return {
    method: draw.pick(methods),
    cacheControl: [
      ...texts(draw, fieldTexts.requestDirectives, [0, 0, 0, 1, 2, 2]),
      ...(draw.oneIn(40) ? [draw.pick(fieldTexts.brokenQuotes)] : []),
    ],
    fields: fields(draw, requestFields),
  }
}

function fields(draw: Draw, choices: FieldChoices): Message['fields'] {
  const there: [string, Written][] = []
  for (const [name, oneIn, from] of choices) {
    if (draw.oneIn(oneIn)) there.push([name, text(draw, from)])
  }
  return Object.fromEntries(there)
}

/** As in most answers, a validator that is there is often the one that was asked with. */
function validatorsOf(
  draw: Draw,
  { fields: stored }: Message,
  received: Message['fields'],
): Message['fields'] {
  const repeated = ['etag', 'last-modified'].filter(
    (name) => received[name] && stored[name] && draw.oneIn(2),
  )
  return { ...received, ...Object.fromEntries(repeated.map((name) => [name, stored[name]])) }
}

const values = (...of: readonly string[]): Choice => ({ plain: fieldTexts.plain(of) })

const past = 'Thu, 01 Jan 1970 00:00:00 GMT'

const responseFields: FieldChoices = [
  ['age', 4, fieldTexts.ages],
  ['date', 3, fieldTexts.dates(undefined)],
  ['expires', 4, fieldTexts.dates(past)],
  ['etag', 1.5, fieldTexts.tags],
  ['last-modified', 2, fieldTexts.modifications],
  ['vary', 3, fieldTexts.varies],
  ['pragma', 10, values('no-cache', 'x')],
  ['set-cookie', 20, values('a=1')],
  ['connection', 20, values('close', 'x-user, Close', 'etag', 'expires, x-user')],
  ['www-authenticate', 30, values('Basic')],
  ['keep-alive', 30, values('timeout=5')],
  ['x-user', 6, values('alice')],
  ['x-old', 6, values('old')],
  ['content-type', 4, values('application/json')],
  ['content-encoding', 8, values('gzip')],
  ['content-length', 8, values('2')],
]

const notModifiedFields: FieldChoices = [
  ['age', 6, fieldTexts.ages],
  ['date', 3, fieldTexts.dates(undefined)],
  ['expires', 8, fieldTexts.dates(past)],
  ['etag', 2, fieldTexts.tags],
  ['last-modified', 3, fieldTexts.modifications],
  ['vary', 20, values('accept', 'x-a', 'accept, *')],
  ['set-cookie', 20, values('b=2')],
  ['connection', 20, values('close', 'x-user')],
  ['keep-alive', 20, values('timeout=6')],
  ['x-user', 6, values('alice again')],
  ['x-new', 6, values('new')],
  ['content-type', 6, values('text/html')],
  ['content-encoding', 8, values('br')],
  ['content-length', 8, values('0')],
  ['content-range', 20, values('bytes 0-0/1')],
]

/** Few values, so that two requests often agree. */
const requestFields: FieldChoices = [
  ['accept', 2, values('a', 'a,b', 'a ,\tb', ' a,b', '')],
  ['accept-language', 2, values('de', 'DE', 'DE, en', 'de,en')],
  ['authorization', 5, values('Bearer a', 'Bearer b')],
  ['cookie', 6, values('a=1', 'a=2')],
  ['x-a', 3, values('1', '2')],
  // By these names, too, only what was sent is there.
  ['constructor', 20, values('1', '2')],
  ['__proto__', 20, values('1', '2')],
  ['pragma', 10, values('no-cache', 'No-Cache', 'no-store', 'max-stale', 'x-no-cache')],
  ['if-none-match', 60, values('"x"')],
  ['if-modified-since', 60, values(past)],
  ['range', 60, values('bytes=0-1,3-4', 'lines=1-2')],
]
