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

export const SIDES: readonly Side[] = ['without', 'with']

export const NOTHING: Figures = { bytes: 0, requests: 0, parses: 0, firstData: undefined }

/** The bytes of both sides, up to the end of a round. */
export type BytesSoFar = Readonly<Record<Side, number>>

/** What less and more of something is called, and the rest. */
export interface RatioWords {
  readonly less: string
  readonly more: string
  readonly same: string
  readonly aboutSame: string
  readonly none: string
}

/** How a figure of the one side stands to that of the other: smaller is better. */
export function ratioInWords(
  without: number | undefined,
  withIt: number | undefined,
  words: RatioWords,
): string {
  if (without === undefined || withIt === undefined) return 'not known yet'
  if (without === withIt) return words.same
  if (withIt === 0) return words.none
  const ratio = without / withIt
  if (ratio > 1.05) return `${times(ratio)} ${words.less}`
  return ratio < 1 / 1.05 ? `${times(1 / ratio)} ${words.more}` : words.aboutSame
}

export function roundsText(rounds: readonly BytesSoFar[]): string {
  return rounds.length === 1 ? '1 round' : `${rounds.length} rounds`
}

/** Has most of what was read since the first round, which brings everything, come as a whole? */
export function hadLittleToSave([first, ...later]: readonly BytesSoFar[]): boolean {
  const last = later.at(-1)
  if (first === undefined || last === undefined) return false
  // The side without is a round ahead while it reads.
  return last.with - first.with > (last.without - first.without) / 3
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
