import type { DiskEntry, Etagged } from '@etagged/core'
import { bytesText } from '../panel/figures.ts'
import type { Recording } from '../recording/recording.ts'
import { whyNot } from './entry-actions.ts'

/** So much of a body is shown; characters. */
const MOST_SHOWN = 200_000

/** The body of a stored response, as far as it is shown. */
export interface ShownBody {
  readonly text: string
  /** Characters that are not shown. */
  readonly rest: number
  /** What there is to say of it. */
  readonly note?: string
}

/** From memory or disk, never the network, and counted by nobody. Never rejects. */
export async function readBody(
  { client, asOwn }: Pick<Recording, 'client' | 'asOwn'>,
  entry: DiskEntry,
): Promise<ShownBody> {
  try {
    const { url, credentials, audience } = entry
    const peek = (): ReturnType<Etagged['peek']> =>
      client.peek(url, { credentials, policy: { audience } })
    const answer = await asOwn(url, peek)
    if (answer !== undefined) return shown(JSON.stringify(answer.data, undefined, 2))
    if (audience !== client.audience) return noBody('It is not JSON, or not there any more.')
    return await asOwn(url, () => readText(client, entry))
  } catch (error) {
    return noBody(`It could not be read: ${whyNot(error)}`)
  }
}

async function readText(client: Etagged, { url, credentials }: DiskEntry): Promise<ShownBody> {
  const response = await client.fetch(url, { cache: 'only-if-cached', credentials })
  if (response.status === 504) {
    return noBody(
      'It is not JSON, and as text it is given only once it was validated: do that first.',
    )
  }
  const type = response.headers.get('content-type') ?? 'no content-type'
  const bytes = await response.arrayBuffer()
  try {
    return shown(new TextDecoder('utf-8', { fatal: true }).decode(bytes), `As text (${type}).`)
  } catch {
    return noBody(`${bytesText(bytes.byteLength)} that are no text (${type}).`)
  }
}

function shown(text: string, note?: string): ShownBody {
  const rest = Math.max(0, text.length - MOST_SHOWN)
  return { text: text.slice(0, MOST_SHOWN), rest, ...(note === undefined ? {} : { note }) }
}

function noBody(note: string): ShownBody {
  return { text: '', rest: 0, note }
}
