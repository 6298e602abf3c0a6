import type { FallbackEvent, WithheldField } from '../cache/events.ts'
import { cancelBody } from '../cache/read-body.ts'

/** Values that match nothing, so that the answer is a 200 if it may be asked for. */
const PROBES: Readonly<Record<WithheldField, string>> = {
  'if-none-match': '"etagged-doctor"',
  'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT',
  'cache-control': 'max-age=0',
}

/**
 * Which of the fields does the preflight refuse? None: then it is the 304 that cannot be read.
 * `undefined`: now the origin does not answer at all, or not without fields that only the app knows.
 * Rejects with what is neither an answer nor a network error.
 */
export async function findRefused(
  { url, credentials, without }: FallbackEvent,
  send: typeof fetch,
): Promise<readonly WithheldField[] | undefined> {
  async function isAnswered(name?: WithheldField): Promise<boolean> {
    const headers = name === undefined ? {} : { [name]: PROBES[name] }
    try {
      cancelBody(await send(url, { credentials, headers, cache: 'no-store' }))
      return true
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }

  const answered = await Promise.all(without.map((name) => isAnswered(name)))
  const refused = without.filter((_, index) => !answered[index])
  return refused.length === 0 || (await isAnswered()) ? refused : undefined
}
