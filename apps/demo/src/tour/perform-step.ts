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

/** Does what a step is about; tells what came of it, by what the client told. */
export function performing(parts: Performers): (step: StepName) => Promise<string | undefined> {
  const { client, account, log, evidence, page } = parts

  /** Resolves when this holds of what the client has told, and the page has rendered it. */
  function until(holds: (told: Evidence) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stops = [log.subscribe(look), evidence.subscribe(look)]
      function look(): void {
        if (!holds(evidence.current()) || !log.current().isSettled) return
        for (const stop of stops) stop()
        resolve()
      }
      look()
    })
  }

  async function refresh(): Promise<ListEvent | undefined> {
    const before = evidence.current().list
    if (!page.press(REFRESH)) return undefined
    await until(({ list }) => list !== undefined && list !== before)
    return evidence.current().list
  }

  async function refreshUntilUnchanged(): Promise<string> {
    await until(() => true)
    for (let attempt = 1; ; attempt++) {
      const before = renderCounts()
      const answer = await refresh()
      if (answer === undefined) return NOT_NOW
      const isChanged = answer.type === 'request' && statusOf(answer) === 200
      if (isChanged && attempt < ATTEMPTS) continue
      return tellRefresh(answer, rendersBetween(before, renderCounts()), attempt)
    }
  }

  async function loadAnew(): Promise<string | undefined> {
    const { list } = evidence.current()
    if (list !== undefined) await client.remove({ url: list.url })
    return (await refresh()) === undefined ? NOT_NOW : undefined
  }

  async function enter(): Promise<string> {
    const { wallets } = account
    const { partition } = client.session
    await wallets.refresh()
    const [first] = wallets.current().wallets
    const { address, name } = first ?? (await wallets.create(nextName([])))
    await account.signIn(address)
    if (account.logins.current()?.address !== address) return NOT_SIGNED_IN
    await until(() => client.session.partition !== partition)
    return tellEntered(name, evidence.current())
  }

  async function leave(): Promise<string> {
    const { partition } = client.session
    const held = heldBy(client)
    let fault: string | undefined
    const stop = client.subscribe((event) => {
      if (event.type === 'store-fault' && event.operation === 'end') fault = event.because
    })
    account.signOut()
    await until(() => client.session.partition !== partition)
    // Resolves when nothing of it can be read from disk, or the disk has failed.
    await client.signOut()
    stop()
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

  const acts: Record<StepName, () => string | Promise<string | undefined>> = {
    'first-load': loadAnew,
    refresh: refreshUntilUnchanged,
    why: showReasons,
    reload,
    'sign-out': () => (account.logins.current() === null ? enter() : leave()),
  }

  return async (step) => {
    try {
      return await acts[step]()
    } catch (error) {
      return describeFailure(error)
    }
  }
}

const NOT_NOW = 'The board is busy, or not in sight. Open it, wait for its list, and press again.'

const NOT_SIGNED_IN = 'Nobody was signed in: another click came between. Press again.'

function statusOf({ outcome }: Extract<ListEvent, { type: 'request' }>): number | undefined {
  return outcome.kind === 'hit' ? undefined : outcome.fwdStatus
}
