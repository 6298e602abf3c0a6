import * as v from 'valibot'
import { storedMap, type TextStorage, type ValueMap } from '../storage/stored-map.ts'
import type { Cookies } from '../wire.ts'

interface KeptCookie {
  readonly value: string
  /** ms since the epoch. */
  readonly expires: number
}

const KeptCookie: v.GenericSchema<unknown, KeptCookie> = v.object({
  value: v.string(),
  expires: v.number(),
})

/** Options of {@link createCookieJar}. */
export interface CookieJarOptions {
  /** The time; ms since the epoch. @default Date.now */
  readonly clock?: () => number
  /**
   * Keeps the cookies over reloads, and shares them among the tabs that have this storage. Scripts
   * of the page can then read them: no jar of a page's own is HttpOnly. @default memory
   */
  readonly storage?: TextStorage
}

/** What a browser does with the cookies of one server, for a server inside the page. */
export function createCookieJar({ clock = Date.now, storage }: CookieJarOptions = {}): Cookies {
  const kept: ValueMap<KeptCookie> = storage
    ? storedMap(storage, 'coin-api.cookie.', KeptCookie)
    : new Map<string, KeptCookie>()
  return {
    get: (name) => {
      const cookie = kept.get(name)
      return cookie && cookie.expires > clock() ? cookie.value : undefined
    },
    set: (name, value, { maxAge }) => {
      // A removed cookie leaves an empty row behind: the storage is not asked to forget.
      const removed = { value: '', expires: 0 }
      kept.set(name, maxAge > 0 ? { value, expires: clock() + maxAge * 1000 } : removed)
    },
  }
}

/** The cookies of a request that wants none: `credentials: 'omit'`. */
export const NO_COOKIES: Cookies = { get: () => undefined, set: () => undefined }
