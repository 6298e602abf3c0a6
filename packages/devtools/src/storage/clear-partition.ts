import type { Etagged } from '@etagged/core'

/** Removes what the session and everyone's part hold; tells in words what that was. Never rejects. */
export async function clearPartition(client: Etagged): Promise<string> {
  try {
    const held = [...client.entries(), ...(await client.diskEntries())]
    const keys = new Map(
      held.map((entry) => [`${entry.audience} ${entry.credentials} ${entry.url}`, entry.audience]),
    )
    const everyones = [...keys.values()].filter((audience) => audience === 'everyone').length
    await client.remove('all')
    const own = keys.size - everyones
    return `Removed ${countText(own)} of this session and ${countText(everyones)} of everyone’s, from memory and disk.`
  } catch (error) {
    return `Could not clear it: ${error instanceof Error ? error.message : String(error)}`
  }
}

function countText(count: number): string {
  return count === 1 ? '1 URL' : `${count} URLs`
}
