import { Health } from '@etagged/pumpfun'
import { json } from '../http/json.ts'
import { defineOperation, type Operation } from './operation.ts'

/** `GET /health` */
export function healthOperations(): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'getHealth',
      method: 'GET',
      path: '/health',
      summary: 'Is the service up?',
      response: Health,
      answer: () => json({ status: 'ok' } satisfies Health),
    }),
  ]
}
