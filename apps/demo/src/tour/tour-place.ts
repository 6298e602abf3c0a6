import { STEPS, type StepName } from './steps.ts'

/** Where somebody is in the tour. */
export interface Place {
  readonly step: StepName
  /** Has this page been loaded for the step that reloads it? */
  readonly hasReloaded: boolean
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const KEY = 'etagged-demo-tour'

/** Where the tour goes on after a reload; what is stored is untrusted. */
export function readPlace(storage: Kept): Place | undefined {
  const [name, suffix] = (storage.getItem(KEY) ?? '').split(' ')
  const step = STEPS.find((known) => known.name === name)?.name
  return step && { step, hasReloaded: suffix === 'reloaded' }
}

export function keepPlace(storage: Kept, place: Place | undefined): void {
  if (place === undefined) storage.removeItem(KEY)
  else storage.setItem(KEY, place.hasReloaded ? `${place.step} reloaded` : place.step)
}

/** Was the tour offered already in this browser? */
export function wasOffered(storage: Kept): boolean {
  return storage.getItem(KEY) === 'offered'
}

export function keepOffered(storage: Kept): void {
  storage.setItem(KEY, 'offered')
}
