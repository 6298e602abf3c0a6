import type { DiskEntry, Etagged } from '@etagged/core'
import { pathOf } from './path-of.ts'
import { parseValidation, validationText } from './validation-text.ts'

/** What can be done about one stored response. */
export type EntryAction = 'validate' | 'invalidate' | 'remove'

/**
 * Does it, and tells in a sentence what came of it. Never rejects.
 *
 * @param variants how many responses are stored under its key
 */
export async function act(
  client: Etagged,
  action: EntryAction,
  entry: DiskEntry,
  variants = 1,
): Promise<string> {
  const { url } = entry
  try {
    if (action === 'validate') return (await validate(client, entry)) + ofVariants(variants)
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
    return validationText(path, outcome)
  }
  const response = await client.fetch(url, { cache: 'no-cache', credentials })
  // Kept once it has been read.
  await response.arrayBuffer()
  return validationText(path, parseValidation(response.headers.get('cache-status') ?? ''))
}

function ofVariants(variants: number): string {
  return variants > 1
    ? ` Of its ${variants} variants, that is the one that a plain request asks for.`
    : ''
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
