import { readData } from './cache/data.ts'
import { cancelBody, readBody } from './cache/read-body.ts'
import type { Mutation, Precondition } from './define-mutation.ts'
import {
  BodyError,
  PreconditionFailedError,
  SessionEndedError,
  type StatusError,
  UsageError,
} from './errors.ts'
import type { Etagged } from './etagged.ts'
import { isStrong } from './http/entity-tag.ts'
import type { Target } from './invalidate-target.ts'
import type { Schema } from './schema.ts'
import { statusErrorOf } from './status-error.ts'

/** How {@link sendMutation} sends a write. */
export interface SendOptions {
  /** Aborts it. @default nobody does */
  readonly signal?: AbortSignal | null
  /**
   * Called in the step in which the write is known to have succeeded. What it names is invalidated
   * together with what the definition says. @default nothing more
   */
  readonly onSuccess?: () => readonly Target[]
}

/**
 * Sends a write. When it succeeds, its target, what the answer names (RFC 9111 §4.4) and what the
 * definition says must be validated before their next use: in memory at once, and on disk and in the
 * other tabs by the time this resolves.
 *
 * @param client whose user sends it
 * @param mutation what is sent, and what it changes
 * @param variables what it is called with
 * @param options how it is sent
 * @throws {@link UsageError} for variables that the definition refuses, {@link StatusError} for an answer that is not
 *   2xx, its {@link PreconditionFailedError} when `ifMatch` no longer holds, {@link BodyError} for a body that is not
 *   the data described, {@link SessionEndedError} when the session in which it was called ended before it was
 *   sent, and what the client's `fetch` throws
 */
export async function sendMutation<Variables, Data>(
  client: Etagged,
  mutation: Mutation<Variables, Data>,
  variables: Variables,
  { signal = null, onSuccess }: SendOptions = {},
): Promise<Data> {
  const { generation } = client.session
  const url = mutation.url(variables)
  const precondition = mutation.precondition(variables)
  const etag = await tagFor(client, precondition)
  const init = await initOf(mutation, variables, etag)
  // Whoever is there by now has not called it.
  if (client.session.generation !== generation) throw new SessionEndedError()
  const response = await client.fetch(url, { ...init, signal })
  // Without the field a 412 is about something else.
  const changed = etag === undefined ? undefined : precondition?.url
  if (!response.ok) throw await refusal(client, response, changed)
  // At once, and so together with what the client has just invalidated: who shows both asks once.
  const targets = [...mutation.targets(variables), ...(onSuccess?.() ?? [])]
  const invalidating = targets.map((target) => client.invalidate(target))
  const [data] = await Promise.all([dataOf(response, mutation.response), ...invalidating])
  return data as Data
}

/** Of what the user saw, or else of what is stored; only a strong one tells that nothing has changed. */
async function tagFor(
  client: Etagged,
  precondition: Precondition | undefined,
): Promise<string | undefined> {
  if (precondition === undefined) return undefined
  const { url, etag, policy = {} } = precondition
  const tag = etag ?? (await client.peek(url, { policy }))?.etag
  return tag !== undefined && isStrong(tag) ? tag : undefined
}

/** @param changed what `If-Match` was about: it is not what is stored any more */
async function refusal(
  client: Etagged,
  response: Response,
  changed: string | undefined,
): Promise<StatusError> {
  const error = await statusErrorOf(response)
  if (changed === undefined || response.status !== 412) return error
  await client.invalidate({ url: changed })
  return preconditionFailed(error)
}

async function initOf<Variables>(
  mutation: Mutation<Variables, unknown>,
  variables: Variables,
  etag: string | undefined,
): Promise<RequestInit> {
  const { method, path } = mutation
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag }
  const body = mutation.body(variables)
  if (body === undefined) return { method, headers }
  await check(path, body)
  headers['content-type'] = 'application/json'
  return { method, headers, body: JSON.stringify(body.value) }
}

async function check(path: string, { value, schema }: { value: unknown; schema: Schema }) {
  const { issues } = await schema['~standard'].validate(value)
  if (issues === undefined) return
  const found = issues.map(({ message }) => `- ${message}`).join('\n')
  // Not the body itself: it may hold a password, and errors are logged (I43).
  throw new UsageError(`${path} cannot be sent this body:\n${found}`)
}

/** What nobody describes is nobody's to read. */
async function dataOf(response: Response, schema: Schema | undefined): Promise<unknown> {
  if (schema === undefined) return cancelBody(response)
  const reading = await readData(await readBody(response), schema)
  if (reading.usable) return reading.data
  const { fault, issues, ...options } = reading
  throw new BodyError(response.url, fault, issues, options)
}

function preconditionFailed({ status, url, body, retryAfter }: StatusError): StatusError {
  return new PreconditionFailedError({ status, url, body, retryAfter })
}
