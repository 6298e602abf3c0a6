import type { JsonSchema } from '@valibot/to-json-schema'
import { ApiError } from '@etagged/pumpfun'
import type { Operation, Param } from '../operations/operation.ts'
import { answerSchemaOf, requestSchemaOf } from './json-schema-of.ts'

/** One operation in OpenAPI's words. */
export interface DescribedOperation {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly object[]
  readonly requestBody?: object
  readonly security?: readonly object[]
  readonly responses: Readonly<Record<string, object>>
  readonly 'x-local'?: true
}

/** A path with its parameters in braces. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:([^/]+)/g, '{$1}')
}

/** Describes an operation: what it takes, and what it answers with each status. */
export function describeOperation(operation: Operation): DescribedOperation {
  const { operationId, summary, body } = operation
  const parameters = Object.entries(operation.params).map(describeParam)
  return {
    operationId,
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: jsonOf(requestSchemaOf(body)) } }),
    ...(operation.login !== 'none' && { security: SECURITY[operation.login] }),
    responses: describeResponses(operation),
    ...(operation.isLocal === true && { 'x-local': true }),
  }
}

const PROOFS = [{ bearer: [] }, { cookie: [] }]
const SECURITY = { optional: [{}, ...PROOFS], required: PROOFS }

function describeParam([name, param]: [string, Param]): object {
  const { in: place, description, schema } = param
  const isRequired = place === 'path' || schema.type !== 'optional'
  return { name, in: place, required: isRequired, description, schema: requestSchemaOf(schema) }
}

function describeResponses(operation: Operation): Record<string, object> {
  const success = { description: describeSuccess(operation), ...fieldsOf(operation) }
  const errors = errorsOf(operation).map((status) => [status, ERROR] as const)
  return {
    [operation.status]: { ...success, content: contentOf(operation.response) },
    ...(isConditional(operation) && { 304: { description: 'The body that the client has' } }),
    ...Object.fromEntries(errors),
  }
}

function describeSuccess({ mayBeEmpty, status }: Operation): string {
  if (mayBeEmpty === true) return 'Success; without a body when there is no such thing'
  return status === 201 ? 'Done' : 'Success'
}

/** Fields that tell of the limit. */
function fieldsOf({ limit }: Operation): object {
  if (limit === undefined) return {}
  const field = (description: string): object => ({ description, schema: { type: 'integer' } })
  return {
    headers: {
      'x-ratelimit-limit': { ...field('Requests in 60 s'), example: limit },
      'x-ratelimit-remaining': field('Requests left'),
      'x-ratelimit-reset': field('Seconds until all are there again'),
    },
  }
}

function isConditional({ method, response }: Operation): boolean {
  return method === 'GET' && response !== 'stream'
}

function errorsOf(operation: Operation): readonly number[] {
  const { params, body, login, limit, errors = [] } = operation
  const statuses = new Set<number>([403, 500, ...errors])
  if (body || Object.keys(params).length > 0) statuses.add(400)
  if (login === 'required') statuses.add(401)
  if (limit !== undefined) statuses.add(429)
  return [...statuses].toSorted((one, other) => one - other)
}

function contentOf(response: Operation['response']): object {
  if (response === 'text') return { 'text/html': { schema: { type: 'string' } } }
  if (response === 'stream') return { 'text/event-stream': { schema: { type: 'string' } } }
  return jsonOf(answerSchemaOf(response))
}

function jsonOf(schema: JsonSchema): object {
  return { 'application/json': { schema } }
}

const ERROR = { $ref: '#/components/responses/Error' }

/** What every error status refers to. */
export const ERROR_RESPONSE: object = {
  description: 'An error, in the words of NestJS',
  content: jsonOf(answerSchemaOf(ApiError)),
}
