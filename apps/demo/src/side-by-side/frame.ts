/** A frame of the page with two users, and whose it is. */
export interface Frame {
  readonly side: 'left' | 'right'
  /** The name of its wallet. */
  readonly name: string
}

export const FRAMES: readonly Frame[] = [
  { side: 'left', name: 'Alice' },
  { side: 'right', name: 'Bob' },
]

/** Which frame an address is for, by its query: `?frame=left`. `undefined`: a page of its own. */
export function frameIn(query: string): Frame | undefined {
  const side = new URLSearchParams(query).get('frame')
  return FRAMES.find((frame) => frame.side === side)
}

/** Where a frame begins, relative to the page that it is in. */
export function addressOf({ side }: Frame): string {
  return `?frame=${side}#/`
}

/** What a page keeps of its own, and reads back. */
export type OwnStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** A part of the storage that the other frame, and the page around, do not look at. */
export function storageOf(storage: OwnStorage, frame: Frame | undefined): OwnStorage {
  if (frame === undefined) return storage
  const own = (key: string): string => `${key}-${frame.side}`
  return {
    getItem: (key) => storage.getItem(own(key)),
    setItem: (key, value) => storage.setItem(own(key), value),
    removeItem: (key) => storage.removeItem(own(key)),
  }
}
