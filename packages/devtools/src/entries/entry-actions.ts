import type { DiskEntry, Etagged } from '@etagged/core'
import { pathOf } from './path-of.ts'

/** What can be done about one stored response. */
export type EntryAction = 'validate' | 'invalidate' | 'remove'

/** Does it, and tells in a sentence what came of it. Never rejects. */
export async function act(client: Etagged, action: EntryAction, entry: DiskEntry): Promise<string> {
  const { url } = entry
  try {
    if (action === 'validate') return await validate(client, entry)
    await client[action]({ url })
    return done[action](pathOf(url))
  } catch (error) {
    return `Could not ${action} ${pathOf(url)}: ${whyNot(error)}`
  }
}

const done = {
  invalidate: (path: string) => `${path} must be validated before its next use.`,
  remove: (path: string) => `${path} is removed from memory and disk.`,
} as const

/** A plain request, as who reloads sends it; what is stored by other fields (`Vary`) is not meant. */
async function validate(client: Etagged, entry: DiskEntry): Promise<string> {
  const { url, credentials, audience } = entry
  const path = pathOf(url)
  if (audience !== client.audience) {
    const { outcome } = await client.json(url, {
      cache: 'no-cache',
      credentials,
      policy: { audience },
    })
    return told(path, outcome.kind === 'forwarded' ? outcome.fwdStatus : undefined)
  }
  const response = await client.fetch(url, { cache: 'no-cache', credentials })
  const status = /fwd-status=(\d+)/.exec(response.headers.get('cache-status') ?? '')?.[1]
  // Kept once it has been read.
  await response.arrayBuffer()
  return told(path, status === undefined ? undefined : Number(status))
}

function told(path: string, status: number | undefined): string {
  if (status === 304)
    return `${path} is unchanged (304): fresh again for as long as the answer says.`
  if (status === undefined)
    return `${path}: the origin was not reached, and what is stored was used.`
  if (status >= 400)
    return `${path}: the origin answered ${status}. What is stored stays as it was.`
  return `${path} came in full (${status}) and took the place of what was stored.`
}

/** In words, with what to do about it. */
export function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { name, message } = error
  if (name === 'SessionEndedError') return 'its session has ended meanwhile.'
  // Its body is no JSON: by then it is stored, or freshened, all the same.
  if (name === 'BodyError') return `the body is not JSON (${message}).`
  if (name === 'TypeError') {
    return `the origin was not reached (${message}). Look whether it is up, and whether Simulate is on.`
  }
  return `${name}: ${message}`
}
