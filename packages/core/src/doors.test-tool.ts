import type { Etagged } from './etagged.ts'

export type Door = 'fetch' | 'json'

export const doors: readonly Door[] = ['fetch', 'json']

/** What the URL's JSON says, by either door. */
export async function dataBy(
  door: Door,
  etagged: Pick<Etagged, Door>,
  url: string,
  init: RequestInit = {},
): Promise<unknown> {
  if (door === 'json') return (await etagged.json(url, init)).data
  const response = await etagged.fetch(url, init)
  const data: unknown = await response.json()
  return data
}
