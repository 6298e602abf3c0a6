/** The two ways in which the same is read. */
export type Side = 'without' | 'with'

/** What one side took in a run. */
export interface Figures {
  readonly bytes: number
  readonly requests: number
  /** How often a text was made into data. */
  readonly parses: number
  /** Ms from the first question of the run until there was data to show. */
  readonly firstData: number | undefined
}

export const NOTHING: Figures = { bytes: 0, requests: 0, parses: 0, firstData: undefined }

/** The bytes of both sides, up to the end of a round. */
export type BytesSoFar = Readonly<Record<Side, number>>

/** How a figure of the one side stands to that of the other: smaller is better. */
export function ratioInWords(
  without: number | undefined,
  withIt: number | undefined,
  [less, more]: readonly [less: string, more: string],
): string {
  if (without === undefined || withIt === undefined) return 'not known yet'
  if (without === withIt) return 'the same'
  if (withIt === 0) return `none instead of ${without}`
  const ratio = without / withIt
  if (ratio > 1.05) return `${times(ratio)} ${less}`
  return ratio < 1 / 1.05 ? `${times(1 / ratio)} ${more}` : 'about the same'
}

function times(ratio: number): string {
  return Number.isFinite(ratio)
    ? `${ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio)} ×`
    : 'much'
}

/** The mints of the first coins of a list, which may be anything. */
export function firstMints(list: unknown, count: number): readonly string[] {
  if (!Array.isArray(list)) return []
  return list
    .map((coin: unknown) =>
      typeof coin === 'object' && coin !== null && 'mint' in coin ? coin.mint : 0,
    )
    .filter((mint) => typeof mint === 'string')
    .slice(0, count)
}
