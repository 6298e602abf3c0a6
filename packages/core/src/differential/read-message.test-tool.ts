import type { Exchange, Message, Written } from './exchange.test-tool.ts'

/** A directive's name, by what it means. */
export function nameOf({ means = '' }: Written): string {
  const end = means.indexOf('=')
  return (end === -1 ? means : means.slice(0, end)).trim()
}

/** A directive's argument, by what it means. */
export function argumentOf(member: Written | undefined): string | undefined {
  const [, argument] = member?.means?.split('=') ?? []
  return argument?.trim().replaceAll('"', '')
}

/** The first directive of this name. */
export function directive({ cacheControl }: Message, name: string): Written | undefined {
  return cacheControl.find((member) => nameOf(member) === name)
}

export function has({ cacheControl }: Message, ...names: readonly string[]): boolean {
  return cacheControl.some((member) => names.includes(nameOf(member)))
}

/** Is the directive there, with an argument if it needs one and without if it takes none? */
export function hasWellFormed(message: Message, name: string): boolean {
  const found = directive(message, name)
  if (found === undefined) return false
  const argument = argumentOf(found)
  if (name.endsWith('age')) return argument !== undefined && /^\d+$/.test(argument)
  return argument === undefined || (name === 'private' && namedBy(found).length > 0)
}

/** A field that decides how a response is judged: a directive that names it counts for all of it. */
const governing = /^(?:age|cache-control|content-(?:encoding|type)|date|expires|pragma|vary)$/i

/** The fields to which this `no-cache` or `private` is restricted; none: it counts for all. */
export function namedBy({ text }: Written): readonly string[] {
  const [, list] = /^(?:no-cache|private)=(.*)$/.exec(text) ?? []
  const names = list?.match(/[\w-]+/g)?.map((name) => name.toLowerCase()) ?? []
  return names.some((name) => governing.test(name)) ? [] : names
}

/** The message that says, after the 304, how the response may be reused. */
export function effective({ response, notModified }: Exchange): Message {
  return notModified.cacheControl.length > 0 ? notModified : response
}

/** Is there a text, however odd? An empty one is told where there is none. */
export function isThere(written: Written | undefined): written is Written {
  return written !== undefined && written.text !== ''
}

/** A list's members. */
export function members(written: Written | undefined): readonly string[] {
  const list = written?.text.toLowerCase().split(',') ?? []
  return list.map((member) => member.trim()).filter((member) => member !== '')
}
