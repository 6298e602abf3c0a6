import { breathe } from '../world/drain.ts'
import { withoutStacks } from '../world/without-stacks.ts'
import { runHistory } from './run-history.ts'
import type { RunOptions } from './run-options.ts'
import { shrink } from './shrink.ts'
import { createHistory, type History } from './steps.ts'

/** A history that goes wrong, made as short as it can be. */
export interface Failure {
  readonly seed: number
  readonly violations: readonly string[]
  readonly history: History
  readonly trace: readonly string[]
}

export interface SearchResult {
  readonly histories: number
  readonly events: number
  /** What the clients told, by kind, and how often. */
  readonly seen: ReadonlyMap<string, number>
  readonly failure: Failure | undefined
}

interface Search {
  readonly seed: number
  readonly histories: number
  readonly run?: RunOptions
  /** Called after every so many histories. */
  readonly onProgress?: (done: number) => void
}

const BREATH = 50

/** Lives through histories, one seed after the other, until one goes wrong. */
export function searchHistories(search: Search): Promise<SearchResult> {
  return withoutStacks(() => liveThrough(search))
}

async function liveThrough(search: Search): Promise<SearchResult> {
  const { seed: first, histories, run = {}, onProgress } = search
  let events = 0
  const seen = new Map<string, number>()
  for (let done = 0; done < histories; done++) {
    const seed = first + done
    const result = await runHistory(createHistory(seed), run)
    events += result.events
    for (const [kind, times] of result.seen) seen.set(kind, (seen.get(kind) ?? 0) + times)
    if (result.violations.length > 0) {
      return { histories: done + 1, events, seen, failure: await explain(seed, run) }
    }
    if (done % BREATH !== 0) continue
    await breathe()
    onProgress?.(done)
  }
  return { histories, events, seen, failure: undefined }
}

/** Runs it again, shorter and shorter, and at last with every event written down. */
async function explain(seed: number, run: RunOptions): Promise<Failure> {
  const { violations } = await runHistory(createHistory(seed), run)
  const kind = kindOf(violations)
  const history = await shrink(
    createHistory(seed),
    async (shorter) => kindOf((await runHistory(shorter, run)).violations) === kind,
  )
  const result = await runHistory(history, { ...run, tracing: true })
  return { seed, violations: result.violations, history, trace: result.trace }
}

/** The invariant's number: a shorter history must not go wrong in another way. */
function kindOf(violations: readonly string[]): string | undefined {
  return violations[0]?.split(':')[0]
}

export function formatFailure({ seed, violations, history, trace }: Failure): string {
  return [
    `Seed ${seed}: ${violations.join('; ')}`,
    'What happened:',
    ...trace.map((line) => `  ${line}`),
    'As a fixture:',
    JSON.stringify(history),
  ].join('\n')
}
