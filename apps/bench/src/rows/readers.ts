import { isDeepStrictEqual } from 'node:util'
import type { Role } from '../harness/candidate.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group } from '../harness/group.ts'
import { interleave } from '../harness/interleave.ts'
import { bodyOf, weigh } from '../origin/bodies.ts'
import type { Log } from '../origin/listener.ts'
import { openOrigin, type Origin, type Port } from '../origin/open-origin.ts'
import type { Reader } from '../peers/reader.ts'

/** A way to read JSON that takes part. */
export interface Contestant {
  readonly name: string
  readonly role: Role
  readonly create: () => Reader
}

/** Who reads what, and what the origin must have seen of it. */
export interface Race {
  readonly contestants: readonly Contestant[]
  /** Paths by what they are called in the table. */
  readonly subjects: Readonly<Record<string, string>>
  readonly cacheControl: string
  readonly effort: Effort
  /** @throws Refusal when the log does not show the work of so many runs over so many paths */
  checkLog(contestant: Contestant, log: Log, runs: number, paths: number): void
}

/** A contestant with an origin of its own, so that the log is of nobody else. */
interface Entrant extends Contestant {
  readonly reader: Reader
  readonly port: Port
  runs: number
}

/** Lets readers read the same from an origin in another process, interleaved. */
export async function raceReaders(race: Race): Promise<readonly Group[]> {
  const origin = openOrigin()
  try {
    return await raceAt(origin, race)
  } finally {
    origin.close()
  }
}

async function raceAt(origin: Origin, race: Race): Promise<readonly Group[]> {
  const { contestants, subjects, effort } = race
  const entrants: Entrant[] = []
  for (const contestant of contestants) {
    const port = await origin.listen(race.cacheControl)
    entrants.push({ ...contestant, reader: contestant.create(), port, runs: 0 })
  }
  const groups: Group[] = []
  for (const [subject, path] of Object.entries(subjects)) {
    groups.push(await groupOf(subject, path, entrants, effort))
  }
  for (const entrant of entrants) {
    race.checkLog(entrant, await entrant.port.log(), entrant.runs, groups.length)
  }
  return groups
}

async function groupOf(
  subject: string,
  path: string,
  entrants: readonly Entrant[],
  effort: Effort,
): Promise<Group> {
  const expected: unknown = JSON.parse(bodyOf(path, 0) ?? 'null')
  const measured = await interleave({
    candidates: entrants.map(({ name, role, reader, port }) => {
      const url = port.url + path
      return { name, role, run: () => reader.read(url) }
    }),
    effort,
    weigh,
    isRight: (data) => isDeepStrictEqual(data, expected),
  })
  for (const [index, { runs }] of measured.entries()) {
    const entrant = entrants[index]
    if (entrant !== undefined) entrant.runs += runs
  }
  return { subject, unit: 'ms', measured }
}
