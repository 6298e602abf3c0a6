import * as v from 'valibot'
import { json } from '../http/json.ts'
import { defineOperation, type Operation } from './operation.ts'

const Description: v.GenericSchema = v.looseObject({
  openapi: v.string(),
  paths: v.record(v.string(), v.unknown()),
})

/** `GET /openapi.json`: these operations described. The service itself has no such route. */
export function openApiOperation(operations: readonly Operation[]): Operation {
  let description: Promise<object> | undefined
  const describe = async (): Promise<object> => {
    // Nobody who asks for coins should have to load what describes them.
    const { openApiOf } = await import('../openapi/open-api-of.ts')
    return openApiOf([...operations, own])
  }
  const own: Operation = defineOperation({
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    isLocal: true,
    response: Description,
    answer: async () => json(await (description ??= describe())),
  })
  return own
}
