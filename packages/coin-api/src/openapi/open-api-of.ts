import type { JsonSchema } from '@valibot/to-json-schema'
import {
  type DescribedOperation,
  describeOperation,
  ERROR_RESPONSE,
  openApiPath,
} from './describe-operation.ts'
import { namedJsonSchemas } from './json-schema-of.ts'
import type { Operation } from '../operations/operation.ts'

/** A description of an API: OpenAPI 3.1. */
export interface OpenApi {
  readonly openapi: string
  readonly info: object
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: object
    readonly securitySchemes: object
  }
}

/** The description of these operations. */
export function openApiOf(operations: readonly Operation[]): OpenApi {
  const byPath = Map.groupBy(operations, ({ path }) => openApiPath(path))
  const paths = Array.from(byPath, ([path, shared]) => [path, methodsOf(shared)] as const)
  return {
    openapi: '3.1.0',
    info: {
      title: 'A local Pump.fun',
      version: '0',
      description:
        'Every answer with a body has an ETag; what is marked x-local is not part of the service.',
    },
    paths: Object.fromEntries(paths.toSorted(byName)),
    components: {
      schemas: namedJsonSchemas(),
      responses: { Error: ERROR_RESPONSE },
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

function methodsOf(operations: readonly Operation[]): Record<string, DescribedOperation> {
  const methods = operations.map((operation) => {
    return [operation.method.toLowerCase(), describeOperation(operation)] as const
  })
  return Object.fromEntries(methods.toSorted(byName))
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1
}

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'auth_token' },
}
