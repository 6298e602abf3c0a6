import { type KeyRange, type Seconds, type StoredResponse, tagsOf } from '@etagged/core'
import { isWithin } from '@etagged/core/persistence'
import { isLike } from './is-like.ts'

/** Where the log lies, behind the generation. */
export const LOG = 'log'

/** Far more writes than happen between two reads of the same thing, or while one is under way. */
export const MOST_NOTES = 128

/** What was requested by then has to be validated, also if it came in later. */
export type Note = readonly [kind: string, text: string, at: Seconds]

const everythingBy = (at: Seconds): Note => ['prefix', '', at]

/** A log that cannot be read may have held anything: it is taken for all that was requested by `at`. */
export function notesIn(log: unknown, at: Seconds): readonly Note[] {
  if (log === undefined) return []
  const isLog = isLike([['', '', 0]], log) && (log as readonly Note[]).length <= MOST_NOTES
  return isLog ? (log as readonly Note[]) : [everythingBy(at)]
}

/** The log with these, once each. What it drops is taken for everything that was requested by then. */
export function remembered(
  log: unknown,
  ranges: readonly KeyRange[],
  at: Seconds,
): readonly Note[] {
  const latest = new Map<string, Note>()
  const news = ranges.flatMap((range) => Object.entries(range) as [string, string][])
  for (const note of [...notesIn(log, at), ...news.map((one): Note => [...one, at])]) {
    const name = note.slice(0, 2).join(' ')
    if (note[2] >= (latest.get(name)?.[2] ?? 0)) latest.set(name, note)
  }
  const notes = [...latest.values()].toSorted(([, , one], [, , other]) => other - one)
  if (notes.length <= MOST_NOTES) return notes
  const [[, , forgotten] = everythingBy(at)] = notes.splice(MOST_NOTES - 1)
  return [...notes, everythingBy(forgotten)]
}

export function isOvertaken(notes: readonly Note[], stored: StoredResponse): boolean {
  const ranges = notes.flatMap(([kind, text, at]) =>
    stored.requestTime <= at ? [{ [kind]: text } as unknown as KeyRange] : [],
  )
  // To tell tags takes longer, and mostly nobody asks.
  return ranges.length > 0 && isWithin(ranges, stored.key, tagsOf(stored))
}
