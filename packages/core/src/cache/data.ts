import type { BodyFault } from '../errors.ts'
import type { StoredBody } from '../rules/stored-response.ts'
import type { Readers } from '../stores/memory-store.ts'
import type { Schema, SchemaIssue, SchemaResult } from '../schema.ts'
import { type Eventually, isPromise } from './eventually.ts'
import { freezeInDevelopment } from './freeze-data.ts'
import { shareStructure } from './structural-sharing.ts'
import { timed, type Tracer } from './tracer.ts'

/** A body read as data. */
export type Reading =
  | { readonly usable: true; readonly data: unknown }
  | {
      readonly usable: false
      readonly fault: BodyFault
      readonly issues: readonly string[]
      /** What the schema threw. */
      readonly cause?: unknown
    }

/** Stands for "no schema" among the schemas of a body. */
const anyJson = {}

/** By schema: these are few, and a map for each body would weigh as much as a small one's fields. */
const readings = new WeakMap<object, WeakMap<StoredBody, Reading>>()
/** Whose data is held as long as they are, and who waits to hear so. */
export const readers: Readers = new WeakMap()
/** JSON, as far as it was asked; the data was not kept. */
const checked = new WeakSet<StoredBody>()
const storedData = new WeakSet<object>()
/** What a body replaced, until it is read. */
const predecessors = new WeakMap<StoredBody, StoredBody>()

/**
 * Is this object data of a stored response, as `json` and `peek` return it? Such data already
 * shares its unchanged parts with the data before it.
 */
export function isStoredData(data: unknown): boolean {
  return typeof data === 'object' && data !== null && storedData.has(data)
}

/**
 * Notes which body a body takes the place of that nobody here has read: its data will share with
 * the last data that somebody read.
 */
export function replaceUnread(former: StoredBody, body: StoredBody): void {
  const last = readers.get(former) === null ? former : predecessors.get(former)
  // Chains would keep every former body alive.
  predecessors.delete(former)
  if (last && readers.get(body) !== null) predecessors.set(body, last)
}

/**
 * Is the body JSON? Its data is kept for who asks for it only if somebody asked for that of `previous`,
 * the body it replaces, with which it then shares.
 */
export function checkJson(
  body: StoredBody,
  previous?: StoredBody,
  tracer?: Tracer,
): Eventually<Reading> {
  if (rememberedReading(previous ?? body, undefined)) {
    return readData(body, undefined, previous, tracer)
  }
  if (checked.has(body)) return fitUnread
  const reading = timed(tracer, 'parse', () => parseAny(body))
  if (reading.usable) checked.add(body)
  return reading
}

/** Of a body that is fit to be kept, and whose data nobody asked for. */
export const fitUnread: Reading = { usable: true, data: undefined }

/**
 * The body's data: parsed, and checked by the schema, once per body and schema. Later readings give
 * the same object. Unchanged parts are shared with the data of `previous`, the body it replaces.
 */
export function readData(
  body: StoredBody,
  schema: Schema | undefined,
  previous?: StoredBody,
  tracer?: Tracer,
): Eventually<Reading> {
  const remembered = rememberedReading(body, schema)
  if (remembered !== undefined) return remembered
  const reading = timed(tracer, 'parse', () => parse(body, schema))
  return isPromise(reading)
    ? reading.then((settled) => remember(body, schema, settled, previous))
    : remember(body, schema, reading, previous)
}

/** What an earlier `readData` found, if there was one. */
function rememberedReading(body: StoredBody, schema: Schema | undefined): Reading | undefined {
  return readings.get(schema ?? anyJson)?.get(body)
}

function remember(
  body: StoredBody,
  schema: Schema | undefined,
  reading: Reading,
  previous: StoredBody | undefined,
): Reading {
  // A schema that failed may work the next time.
  if ('cause' in reading) return reading
  // Two readings at a time of one body are one: the first to settle.
  const settled = rememberedReading(body, schema)
  if (settled !== undefined) return settled
  const replaced = previous ?? predecessors.get(body)
  predecessors.delete(body)
  const shared = sharingWith(replaced && rememberedReading(replaced, schema), reading)
  if (shared.usable && typeof shared.data === 'object' && shared.data !== null) {
    storedData.add(shared.data)
  }
  freezeInDevelopment(shared)
  hold(body, shared, schema)
  return shared
}

function hold(body: StoredBody, reading: Reading, schema: object = anyJson): void {
  const byBody = readings.get(schema) ?? new WeakMap<StoredBody, Reading>()
  readings.set(schema, byBody.set(body, reading))
  const holder = readers.get(body)
  readers.set(body, null)
  holder?.grow(holder.key, body)
}

function sharingWith(former: Reading | undefined, reading: Reading): Reading {
  if (!reading.usable || !former?.usable) return reading
  return { ...reading, data: shareStructure(former.data, reading.data) }
}

function parse(body: StoredBody, schema: Schema | undefined): Eventually<Reading> {
  if (schema === undefined) return parseAny(body)
  const json = body.bytes === 0 ? { value: undefined } : parseJson(body)
  if (json === undefined) return unusable('not-json')
  const isEmpty = body.bytes === 0
  try {
    const result = schema['~standard'].validate(json.value)
    return isPromise(result)
      ? result.then((settled) => fromSchema(settled, isEmpty), failed)
      : fromSchema(result, isEmpty)
  } catch (error) {
    return failed(error)
  }
}

/** Any JSON will do. */
function parseAny(body: StoredBody): Reading {
  if (body.bytes === 0) return unusable('empty')
  const json = parseJson(body)
  return json === undefined ? unusable('not-json') : { usable: true, data: json.value }
}

/** A schema that throws refuses the data: its mistake must not reach who else waits for them. */
function failed(cause: unknown): Reading {
  return { usable: false, fault: 'schema', issues: [`the schema failed: ${String(cause)}`], cause }
}

function fromSchema(result: SchemaResult<unknown>, isEmpty: boolean): Reading {
  if (result.issues === undefined) return { usable: true, data: result.value }
  return isEmpty ? unusable('empty') : unusable('schema', result.issues.map(describeIssue))
}

function unusable(fault: BodyFault, issues: readonly string[] = []): Reading {
  return { usable: false, fault, issues }
}

function parseJson({ content }: StoredBody): { readonly value: unknown } | undefined {
  if (typeof content !== 'string') return undefined
  try {
    // A byte order mark is not part of the text (RFC 8259 §8.1).
    return {
      value: JSON.parse(content.startsWith('\uFEFF') ? content.slice(1) : content) as unknown,
    }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function describeIssue({ message, path = [] }: SchemaIssue): string {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment))
  return keys.length === 0 ? message : `${keys.map(String).join('.')}: ${message}`
}
