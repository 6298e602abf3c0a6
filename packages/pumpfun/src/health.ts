import * as v from 'valibot'
import { objectOf } from './object-of.ts'

/** What `GET /health` answers while the service is up. */
export interface Health {
  readonly status: 'ok'
}

/** Reads what the type of this name says. */
export const Health: v.GenericSchema<unknown, Health> = objectOf<Health>({
  status: v.literal('ok'),
})
