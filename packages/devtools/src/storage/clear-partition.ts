import type { Etagged } from '@etagged/core'
import { countText } from '../panel/figures.ts'
import { keyOf } from '../panel/key-of.ts'
import { SESSION_ENDED } from '../panel/session-ended.ts'

/** Removes what the session and everyone's part hold; tells in words what that was. Never rejects. */
export async function clearPartition(client: Etagged): Promise<string> {
  const { generation } = client.session
  try {
    const held = [...client.entries(), ...(await client.diskEntries())]
    const keys = new Map(held.map((entry) => [keyOf(entry), entry.audience]))
    const everyones = [...keys.values()].filter((audience) => audience === 'everyone').length
    // By now it may be another user's that would be removed.
    if (generation !== client.session.generation) return SESSION_ENDED
    await client.remove('all')
    if (generation !== client.session.generation) return SESSION_ENDED
    const own = keys.size - everyones
    return `Removed ${countText(own, 'URL')} of this session and ${countText(everyones, 'URL')} of everyone’s, from memory and disk.`
  } catch (error) {
    return `Could not clear it: ${error instanceof Error ? error.message : String(error)}`
  }
}
