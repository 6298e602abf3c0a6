import * as v from 'valibot'
import { ApiError } from './errors.ts'

// A megabyte of wrong values would take seconds to complain about.
const MOST_READ_TO_THE_END = 10_000

/**
 * The JSON body of a request, read by a schema. Throws ApiError 400 with a complaint for each kind of
 * fault in each field, however many values of an array have it; for the first fault alone when the
 * body has more than 10,000 characters.
 */
export async function bodyOf<T>(request: Request, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const text = await request.text()
  const abortEarly = text.length > MOST_READ_TO_THE_END
  const read = v.safeParse(schema, jsonIn(text), { abortEarly })
  if (read.success) return read.output
  const complaints = new Set(read.issues.map((issue) => complaint(issue, schema)))
  throw new ApiError(400, [...complaints])
}

function jsonIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new ApiError(400, 'Unexpected body: a JSON object is expected')
}

/** In the words of the service's validator: the field first, then what it must be. */
function complaint(issue: v.BaseIssue<unknown>, schema: v.GenericSchema): string {
  const [field = 'body', ...inside] = v.getDotPath(issue)?.split('.') ?? []
  const subject = inside.length === 0 ? field : `each value in ${field}`
  const demand = isOfMissingKey(issue) ? wordsFor(expectedAt(schema, field)) : demandOf(issue)
  // Checks with a message of their own may name their field themselves.
  return demand.startsWith(`${field} `) ? demand : `${subject} ${demand}`
}

/** What the key should have been stands in the schema; the issue names the key alone, in quotes. */
function isOfMissingKey({ kind, type, expected }: v.BaseIssue<unknown>): boolean {
  return kind === 'schema' && OBJECTS.has(type) && expected?.startsWith('"') === true
}

const OBJECTS: ReadonlySet<string> = new Set(['object', 'strict_object'])

function demandOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema' && issue.type !== 'custom') return wordsFor(issue.expected ?? 'value')
  const say = LENGTHS[issue.type]
  return say ? say(String(issue.requirement)) : issue.message
}

const LENGTHS: Readonly<Record<string, (length: string) => string>> = {
  min_length: (length) => `must be longer than or equal to ${length} characters`,
  max_length: (length) => `must be shorter than or equal to ${length} characters`,
}

/** What the schema of an object wants at this key. */
function expectedAt(schema: object, key: string): string {
  const entry: unknown = Reflect.get(Object(Reflect.get(schema, 'entries')), key)
  const expects: unknown = Reflect.get(Object(entry), 'expects')
  return typeof expects === 'string' ? expects : 'value'
}

function wordsFor(expected: string): string {
  if (expected === 'never') return 'should not exist'
  return expected === 'Array' ? 'must be an array' : `must be a ${expected}`
}
