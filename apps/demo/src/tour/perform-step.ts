import type { Etagged } from '@etagged/core'
import type { ActivityLog } from '../activity/activity-log.ts'
import { renderCounts } from '../activity/render-counts.ts'
import type { Account } from '../auth/account.ts'
import { heldBy } from '../side-by-side/held-by.ts'
import { describeFailure } from '../wallet/describe-failure.ts'
import { nextName } from '../wallet/wallet-names.ts'
import type { Evidence, EvidenceStore, ListEvent } from './evidence.ts'
import { REFRESH, type StepName, WHY_TAB, WHY_TARGET } from './steps.ts'
import { rendersBetween, tellEntered, tellLeft, tellRefresh, tellWhy } from './tell.ts'

/** The page, as far as the tour presses its buttons. */
export interface TouredPage {
  /** False: it is not there, or cannot be pressed now. */
  readonly press: (selector: string) => boolean
  readonly isExpanded: (selector: string) => boolean
  /** Loads the page again, at the board. */
  readonly reload: () => void
}

export interface Performers {
  readonly client: Pick<Etagged, 'remove' | 'session' | 'signOut' | 'entries' | 'subscribe'>
  readonly account: Pick<Account, 'logins' | 'signIn' | 'signOut' | 'wallets'>
  /** Hears of each event before `evidence` does. */
  readonly log: ActivityLog
  readonly evidence: EvidenceStore
  readonly page: TouredPage
}

/** How often a market that moves may spoil a refresh. */
const ATTEMPTS = 4

/** Does what a step is about; tells what came of it. Once aborted it presses nothing more. */
export type Perform = (step: StepName, signal: AbortSignal) => Promise<string | undefined>

/** Tells by what the client told. */
export function performing(parts: Performers): Perform {
  const { client, account, log, evidence, page } = parts

  /** Resolves when this holds of what the client has told, and the page has rendered it. */
  async function until(holds: (told: Evidence) => boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    await new Promise<void>((resolve) => {
      const stops = [log.subscribe(look), evidence.subscribe(look)]
      signal.addEventListener('abort', end)
      function look(): void {
        if (holds(evidence.current()) && log.current().isSettled) end()
      }
      function end(): void {
        for (const stop of stops) stop()
        signal.removeEventListener('abort', end)
        resolve()
      }
      look()
    })
    signal.throwIfAborted()
  }

  async function refresh(signal: AbortSignal): Promise<ListEvent | undefined> {
    signal.throwIfAborted()
    const before = evidence.current()
    if (!page.press(REFRESH)) return undefined
    await until(({ asked }) => asked !== undefined && asked !== before.asked, signal)
    const { list, asked } = evidence.current()
    // The board asks for the pages in sight; far down the first one is not among them.
    return list === before.list ? asked : list
  }

  async function refreshUntilUnchanged(signal: AbortSignal): Promise<string> {
    await until(() => true, signal)
    for (let attempt = 1; ; attempt++) {
      const before = renderCounts()
      const answer = await refresh(signal)
      if (answer === undefined) return NOT_NOW
      const isChanged = answer.type === 'request' && statusOf(answer) === 200
      if (isChanged && attempt < ATTEMPTS) continue
      return tellRefresh(answer, rendersBetween(before, renderCounts()), attempt)
    }
  }

  async function loadAnew(signal: AbortSignal): Promise<string | undefined> {
    const { list } = evidence.current()
    if (list !== undefined) await client.remove({ url: list.url })
    return (await refresh(signal)) === undefined ? NOT_NOW : undefined
  }

  async function enter(signal: AbortSignal): Promise<string> {
    const { wallets } = account
    const { partition } = client.session
    await wallets.refresh()
    const [first] = wallets.current().wallets
    const { address, name } = first ?? (await wallets.create(nextName([])))
    await account.signIn(address)
    if (account.logins.current()?.address !== address) return NOT_SIGNED_IN
    await until(() => client.session.partition !== partition, signal)
    return tellEntered(name, evidence.current())
  }

  async function leave(signal: AbortSignal): Promise<string> {
    const { partition } = client.session
    const held = heldBy(client)
    let fault: string | undefined
    const stop = client.subscribe((event) => {
      if (event.type === 'store-fault' && event.operation === 'end') fault = event.because
    })
    try {
      account.signOut()
      await until(() => client.session.partition !== partition, signal)
      // Resolves when nothing of it can be read from disk, or the disk has failed.
      await client.signOut()
    } finally {
      stop()
    }
    return tellLeft({ partition, held, fault }, evidence.current())
  }

  async function showReasons(): Promise<string> {
    if (!page.isExpanded(WHY_TARGET)) page.press(WHY_TARGET)
    // React shows it after this task.
    await new Promise((resolve) => setTimeout(resolve))
    page.press(WHY_TAB)
    return tellWhy(evidence.current())
  }

  async function reload(): Promise<undefined> {
    page.reload()
  }

  const acts: Record<StepName, (signal: AbortSignal) => Promise<string | undefined>> = {
    'first-load': loadAnew,
    refresh: refreshUntilUnchanged,
    why: showReasons,
    reload,
    'sign-out': (signal) => (account.logins.current() === null ? enter(signal) : leave(signal)),
  }

  return async (step, signal) => {
    try {
      return await acts[step](signal)
    } catch (error) {
      return signal.aborted ? undefined : describeFailure(error)
    }
  }
}

const NOT_NOW = 'The board is busy, or not in sight. Open it, wait for its list, and press again.'

const NOT_SIGNED_IN = 'Nobody was signed in: another click came between. Press again.'

function statusOf({ outcome }: Extract<ListEvent, { type: 'request' }>): number | undefined {
  return outcome.kind === 'hit' ? undefined : outcome.fwdStatus
}
