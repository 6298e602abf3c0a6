import type { Door } from '../origin/door.ts'
import type { Validator } from '../peers/unchanged.ts'

/** By which the origin knows who refetches which list. */
export function refetchDoor(validator: Validator, list: string): Door {
  return { name: `${validator}-${list.replaceAll(/\D/g, '')}`, cacheControl: 'max-age=0' }
}
