import type { Asking, Exchange, Message, Oddity, Written } from './exchange.test-tool.ts'
import { has, members, nameOf } from './read-message.test-tool.ts'

/*
 * To tell an exchange otherwise: each of these gives back the very message or exchange when there is
 * nothing to tell, so that one can see which differences matter in an exchange.
 */

export function plainly(text: string): Written {
  return { text, means: text }
}

/** An empty field stays a field: a 304 that has one takes away what was said before. */
export function withControl<M extends Message>(message: M, told: readonly Written[]): M {
  const { cacheControl } = message
  const isEmptied = told.length === 0 && cacheControl.length > 0
  const control = isEmptied ? [plainly('')] : told
  const isSame =
    control.length === cacheControl.length &&
    control.every(({ text }, index) => text === cacheControl[index]?.text)
  return isSame ? message : { ...message, cacheControl: control }
}

export function withoutDirectives<M extends Message>(message: M, ...names: readonly string[]): M {
  if (!has(message, ...names)) return message
  return withControl(
    message,
    message.cacheControl.filter((member) => !names.includes(nameOf(member))),
  )
}

export function withFields<M extends Message>(message: M, fields: Message['fields']): M {
  const isSame = Object.entries(fields).every(
    ([name, value]) => message.fields[name]?.text === value?.text,
  )
  return isSame ? message : { ...message, fields: { ...message.fields, ...fields } }
}

export function withoutFields<M extends Message>(message: M, names: readonly string[]): M {
  return withFields(message, Object.fromEntries(names.map((name) => [name, undefined])))
}

/** Tells the response, and what the 304 says of it, otherwise. */
export function ofResponses(
  exchange: Exchange,
  tell: <M extends Message>(message: M) => M,
): Exchange {
  const response = tell(exchange.response)
  const notModified = tell(exchange.notModified)
  const isSame = response === exchange.response && notModified === exchange.notModified
  return isSame ? exchange : { ...exchange, response, notModified }
}

/** Tells both requests otherwise. */
export function ofRequests(exchange: Exchange, tell: <M extends Asking>(asking: M) => M): Exchange {
  const request = tell(exchange.request)
  const again = tell(exchange.again)
  const isSame = request === exchange.request && again === exchange.again
  return isSame ? exchange : { ...exchange, request, again }
}

/** All texts that are odd in this way, written plainly. */
export function respelled(exchange: Exchange, oddity: Oddity): Exchange {
  if (!odditiesIn(exchange).has(oddity)) return exchange
  const respell = <M extends Message>(message: M): M => respelledMessage(message, oddity)
  return ofRequests(ofResponses(exchange, respell), respell)
}

const known = new WeakMap<Exchange, ReadonlySet<Oddity | undefined>>()

function odditiesIn(exchange: Exchange): ReadonlySet<Oddity | undefined> {
  const before = known.get(exchange)
  if (before !== undefined) return before
  const oddities = new Set<Oddity | undefined>()
  for (const message of messagesOf(exchange)) {
    for (const { oddity } of message.cacheControl) oddities.add(oddity)
    for (const written of Object.values(message.fields)) oddities.add(written?.oddity)
  }
  known.set(exchange, oddities)
  return oddities
}

function messagesOf({ request, response, again, notModified }: Exchange): readonly Message[] {
  return [request, response, again, notModified]
}

function respelledMessage<M extends Message>(message: M, oddity: Oddity): M {
  const isOdd = (written: Written | undefined) => written?.oddity === oddity
  const plainOf = ({ means }: Written) => (means === undefined ? undefined : plainly(means))
  const fields = Object.entries(message.fields)
    .filter(([, value]) => isOdd(value))
    .map(([name, value]) => [name, value && plainOf(value)] as const)
  const told = fields.length === 0 ? message : withFields(message, Object.fromEntries(fields))
  if (!told.cacheControl.some(isOdd)) return told
  const control = told.cacheControl.map((member) => (isOdd(member) ? plainOf(member) : member))
  return withControl(
    told,
    control.filter((member) => member !== undefined),
  )
}

/** Under another name, which permits to store and matches as before. */
export function withoutAuthorization(exchange: Exchange): Exchange {
  const told = ofRequests(exchange, (asking) => {
    const { authorization } = asking.fields
    return withFields(asking, { authorization: undefined, 'x-authorization': authorization })
  })
  return ofResponses(told, (message) => {
    const { vary } = message.fields
    if (!members(vary).includes('authorization')) return message
    const names = members(vary).map((name) => name.replace(/^authorization$/, 'x-$&'))
    return withFields(message, { vary: plainly(names.join()) })
  })
}
