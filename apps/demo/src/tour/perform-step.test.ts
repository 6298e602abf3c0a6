import { createEtagged } from '@etagged/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createActivityLog } from '../activity/activity-log.ts'
import { countRender } from '../activity/render-counts.ts'
import { accountOf, type Account } from '../auth/account.ts'
import { createLoginStore, type Login } from '../auth/login-store.ts'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { createKey } from '../wallet/wallet-keys.ts'
import { createWalletStore } from '../wallet/wallet-store.ts'
import type { Wallet } from '../wallet/wallet.ts'
import { createEvidence } from './evidence.ts'
import { performing } from './perform-step.ts'
import { REFRESH, type StepName, WHY_TAB, WHY_TARGET } from './steps.ts'

const pair = await createKey()
const LIST = '/coins?limit=50'

let version: number
let movesLeft: number
let isThere: boolean
let pressed: string[]
let account: Account
let logIn: (wallet: Wallet) => Promise<Login>
let perform: (step: StepName, signal?: AbortSignal) => Promise<string | undefined>
/** What the board asks for. */
let path: string
let onPress: (selector: string) => void
/** The client never tells how a question ended. */
let isSilent: boolean
/** How often somebody listens to the client or to the evidence, and has not let go of it. */
let listening = 0

function counting<Listener>(
  subscribe: (listener: Listener) => () => void,
): (listener: Listener) => () => void {
  return (listener) => {
    const stop = subscribe(listener)
    listening++
    return () => {
      listening--
      stop()
    }
  }
}

/** A page with a list that is asked for when Refresh is pressed, and an API that tags it. */
beforeEach(async () => {
  version = 1
  movesLeft = 0
  isThere = true
  pressed = []
  onPress = () => undefined
  path = LIST
  isSilent = false
  listening = 0
  logIn = async ({ name, address }) => ({ name, address, token: 'T' })
  const client = createEtagged({
    baseUrl: 'http://site.test/api',
    async fetch(input, init) {
      if (movesLeft-- > 0) version++
      const { headers } = new Request(input, init)
      const fields = { etag: `"${version}"` }
      return headers.get('if-none-match') === fields.etag
        ? new Response(null, { status: 304, headers: fields })
        : Response.json([version], { headers: fields })
    },
  })
  const log = createActivityLog(client, 'http://site.test')
  const evidence = createEvidence(client)
  const rows = new Map<string, Wallet>()
  account = accountOf({
    logins: createLoginStore(storageWith({}), new EventTarget()),
    wallets: createWalletStore({
      rows: {
        read: async () => [...rows.values()],
        put: async (wallet) => void rows.set(wallet.address, wallet),
        remove: async (address) => void rows.delete(address),
      },
      patience: () => new Promise(() => undefined),
      makeKey: async () => pair,
    }),
    api: {
      logIn: (wallet) => logIn(wallet),
      renew: async (login) => login,
    },
  })
  account.logins.subscribe(() => void client.signIn(account.logins.current()?.address ?? null))
  await client.signIn(null)
  let shown: unknown
  async function ask(): Promise<void> {
    const { data } = await client.json(path)
    if (data !== shown) countRender('List')
    shown = data
  }
  const act = performing({
    client: {
      ...client,
      get session() {
        return client.session
      },
      subscribe: counting(client.subscribe),
    },
    account,
    log: { ...log, subscribe: counting(log.subscribe) },
    evidence: { ...evidence, subscribe: counting(evidence.subscribe) },
    page: {
      press(selector) {
        pressed.push(selector)
        onPress(selector)
        if (selector === REFRESH && isThere && !isSilent) void ask()
        return isThere
      },
      isExpanded: () => false,
      reload: () => void pressed.push('reload'),
    },
  })
  perform = (step, signal = new AbortController().signal) => act(step, signal)
  await ask()
})

describe('The tour presses', () => {
  it('Refresh, and tells of a 304 that it renders nothing', async () => {
    expect(await perform('refresh')).toBe('304: unchanged, 3 B not sent again, 0 renders.')
    expect([pressed, listening]).toEqual([[REFRESH], 0])
  })

  it('Refresh again at once while the market moves', async () => {
    movesLeft = 2
    expect(await perform('refresh')).toBe(
      'The market had moved 2 ×; then: 304: unchanged, 3 B not sent again, 0 renders.',
    )
  })

  it('Refresh no more often than four times, and tells what it got', async () => {
    movesLeft = Infinity
    expect(await perform('refresh')).toMatch(
      /^The market had moved 3 ×; then: 200: 3 B over the network in \d+ ms, rendered 1 × List\.$/,
    )
    expect(pressed).toHaveLength(4)
  })

  it.each(['offset=100', 'searchTerm=cat'])(
    'Refresh of what the board shows with %s, and tells of that',
    async (query) => {
      path = `${LIST}&${query}`
      expect(await perform('refresh')).toMatch(/^The market had moved 1 ×; then: 304/)
    },
  )

  it('nothing that is not there, and says what to do', async () => {
    isThere = false
    expect(await perform('refresh')).toMatch(/^The board is busy, or not in sight\. Open it/)
    expect(await perform('first-load')).toMatch(/press again\.$/)
  })

  it('what opens the reasons, and tells the newest one', async () => {
    await perform('refresh')
    expect(await perform('why')).toMatch(/fwd-status=304/)
    expect(pressed.slice(-2)).toEqual([WHY_TARGET, WHY_TAB])
  })

  it('the browser’s reload', async () => {
    await perform('reload')
    expect(pressed).toEqual(['reload'])
  })
})

describe('The tour', () => {
  it('has the list loaded as if for the first time', async () => {
    expect(await perform('first-load')).toBeUndefined()
    expect(await perform('why')).toContain('because of “uri-miss”')
  })

  it('signs in with a wallet, which it makes, and then out', async () => {
    expect(await perform('sign-out')).toMatch(/^sign-in: Wallet 1 has part [\da-f]{8}/)
    expect(account.logins.current()?.name).toBe('Wallet 1')
    expect(await perform('sign-out')).toMatch(
      /^sign-out: .* nothing of it can be read from disk\.$/,
    )
    expect(account.logins.current()).toBeNull()
  })

  it('tells why somebody could not be signed in', async () => {
    logIn = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await perform('sign-out')).toBe(
      'The server cannot be reached. Try again once you are online.',
    )
  })
})

describe('A step that is left', () => {
  it('presses Refresh no more, however the market moves', async () => {
    movesLeft = Infinity
    const left = new AbortController()
    onPress = () => left.abort()
    expect(await perform('refresh', left.signal)).toBeUndefined()
    expect([pressed, listening]).toEqual([[REFRESH], 0])
  })

  it('waits no more for what nobody tells', async () => {
    isSilent = true
    const left = new AbortController()
    const isPressed = new Promise<string>((resolve) => {
      onPress = resolve
    })
    const leaving = perform('refresh', left.signal)
    await isPressed
    expect(listening).toBe(2)
    left.abort()
    expect(listening).toBe(0)
    expect(await leaving).toBeUndefined()
  })

  it('presses nothing once the list is forgotten', async () => {
    const left = new AbortController()
    const leaving = perform('first-load', left.signal)
    left.abort()
    expect(await leaving).toBeUndefined()
    expect(pressed).toEqual([])
  })

  it('hears no more of a sign-out, which goes on', async () => {
    await perform('sign-out')
    const left = new AbortController()
    account.logins.subscribe(() => left.abort())
    expect(await perform('sign-out', left.signal)).toBeUndefined()
    expect([account.logins.current(), listening]).toEqual([null, 0])
  })
})
