import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { accountOf, type Account } from '../auth/account.ts'
import { RefusedError } from '../auth/auth-api.ts'
import { createLoginStore, type Login } from '../auth/login-store.ts'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { createKey, type KeyPair, UnsupportedError } from './wallet-keys.ts'
import { WalletMenu } from './wallet-menu.tsx'
import { createWalletStore } from './wallet-store.ts'
import type { Wallet } from './wallet.ts'

// Made beforehand: the test sees all that follows from a click, if nothing in it takes real time.
const keys = await Promise.all(Array.from({ length: 4 }, () => createKey()))
let turn = 0
const keyAtOnce = (): Promise<KeyPair> => {
  turn = (turn + 1) % keys.length
  const key = keys[turn]
  return key ? Promise.resolve(key) : Promise.reject(new Error('No key was made'))
}

type Answer = PromiseWithResolvers<Login>

interface Stage {
  readonly account: Account
  /** The log-ins and renewals under way. */
  readonly asked: Answer[]
  readonly root: HTMLElement
  readonly opener: HTMLElement
  readonly panel: HTMLElement
}

/** The menu, opened, of a browser with wallets of these names. */
async function open(names: readonly string[], makeKey = keyAtOnce): Promise<Stage> {
  // jsdom knows that popovers are hidden, and not how to open them.
  HTMLElement.prototype.hidePopover = function hidePopover(): void {
    toggle(this, 'closed')
  }
  const rows = new Map<string, Wallet>()
  const wallets = createWalletStore({
    rows: {
      read: () => Promise.resolve([...rows.values()]),
      put: (wallet) => Promise.resolve(void rows.set(wallet.address, wallet)),
      remove: (address) => Promise.resolve(void rows.delete(address)),
    },
    clock: () => rows.size,
    patience: () => new Promise(() => undefined),
    makeKey,
  })
  for (const name of names) await wallets.create(name)
  const asked: Answer[] = []
  const ask = (): Promise<Login> => {
    const answer = Promise.withResolvers<Login>()
    asked.push(answer)
    return answer.promise
  }
  const account = accountOf({
    logins: createLoginStore(storageWith({}), new EventTarget()),
    wallets,
    api: { logIn: ask, renew: ask },
  })
  const { container } = render(
    <>
      <style>{'[popover] { display: block !important }'}</style>
      <WalletMenu account={account} />
    </>,
  )
  const root = container.querySelector<HTMLElement>('.user-switch') ?? container
  const panel = screen.getByRole('dialog', { name: 'Wallets' })
  const opener = within(root).getAllByRole('button')[0] ?? root
  await act(async () => toggle(panel, 'open'))
  return { account, asked, root, opener, panel }
}

function toggle(panel: HTMLElement, newState: 'open' | 'closed'): void {
  for (const type of ['beforetoggle', 'toggle']) {
    fireEvent(panel, Object.assign(new Event(type), { newState }))
  }
}

const click = (within_: HTMLElement, name: string | RegExp) =>
  act(async () => fireEvent.click(within(within_).getByRole('button', { name })))

/** Answers the newest log-in or renewal. */
const answer = (asked: readonly Answer[], change: (answer: Answer) => void) =>
  act(async () => change(asked.at(-1) ?? Promise.withResolvers<Login>()))

/** Signs in with the wallet of this name, and opens the menu again. */
async function signIn({ account, asked, panel }: Stage, name: string): Promise<string> {
  await click(panel, new RegExp(`^${name} `))
  const { address = '' } = account.wallets.current().wallets.find((w) => w.name === name) ?? {}
  await answer(asked, ({ resolve }) => resolve({ name, address, token: 'T' }))
  await act(async () => toggle(panel, 'open'))
  return address
}

it('shows who is signed in, from sign-in to sign-out', async () => {
  const stage = await open(['Wallet 1'])
  const { root, opener, panel } = stage
  expect(opener.textContent).toBe('Sign in')
  expect(root.dataset['user']).toBe('')

  const address = await signIn(stage, 'Wallet 1')
  expect(root.dataset['user']).toBe(address)
  expect(opener.textContent).toBe(`Wallet 1${address.slice(0, 4)}…${address.slice(-4)}`)
  expect(within(panel).getByText(address)).toBeDefined()

  await click(panel, 'Sign out')
  expect(root.dataset['user']).toBe('')
  expect(opener.textContent).toBe('Sign in')
  expect(document.activeElement).toBe(opener)
  expect(panel.childElementCount).toBe(0)
})

it('takes the focus when it opens', async () => {
  const { panel } = await open([])
  expect(document.activeElement).toBe(panel)
})

it('creates a wallet under the suggested name, signs in with it, and closes', async () => {
  const { account, asked, panel, opener } = await open(['Wallet 1'])
  const field = within(panel).getByRole<HTMLInputElement>('textbox', { name: /Name/ })
  expect(field.value).toBe('Wallet 2')
  await click(panel, 'Create and sign in')
  expect(opener.getAttribute('aria-busy')).toBe('true')
  const { address = '', name = '' } = account.wallets.current().wallets[1] ?? {}
  await answer(asked, ({ resolve }) => resolve({ name, address, token: 'T' }))
  expect(opener.textContent).toMatch(/^Wallet 2/)
  expect(opener.getAttribute('aria-busy')).toBe('false')
  expect(panel.childElementCount).toBe(0)
})

it('says at the field why a name cannot be', async () => {
  const { asked, panel } = await open(['savings'])
  const field = within(panel).getByRole('textbox', { name: /Name/ })
  fireEvent.change(field, { target: { value: 'Savings' } })
  await click(panel, 'Create and sign in')
  const alert = within(panel).getByRole('alert')
  expect(alert.textContent).toBe('There is a wallet named Savings already.')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(field.getAttribute('aria-describedby')).toBe(alert.id)
  expect(asked).toEqual([])
})

it('says why no key can be made', async () => {
  const { panel } = await open([], () =>
    Promise.reject(new UnsupportedError('This browser cannot make Ed25519 keys.')),
  )
  await click(panel, 'Create and sign in')
  expect(within(panel).getByRole('alert').textContent).toMatch(/^This browser cannot/)
})

it.each([
  [new TypeError('Failed to fetch'), 'The server cannot be reached.'],
  [
    new RefusedError(401, 'timestamp is old'),
    'The server refused the signature: timestamp is old.',
  ],
])('says why nobody was signed in, also when it is closed: %s', async (fault, text) => {
  const { asked, panel, root } = await open(['Wallet 1'])
  await click(panel, /^Wallet 1 /)
  expect(within(panel).getByText('Signing in …')).toBeDefined()
  await answer(asked, ({ reject }) => reject(fault))
  expect(within(panel).getByRole('alert').textContent).toContain(text)

  await act(async () => toggle(panel, 'closed'))
  expect(within(root).getByRole('alert').textContent).toContain(text)
  await click(root, 'Dismiss')
  expect(within(root).queryByRole('alert')).toBeNull()
})

it('asks before it deletes a wallet, and ends its session', async () => {
  const stage = await open(['Wallet 1', 'Wallet 2'])
  const { account, panel, root } = stage
  const address = await signIn(stage, 'Wallet 1')
  await click(panel, 'Delete Wallet 1')
  const question = within(panel).getByRole('group', { name: 'Delete Wallet 1?' })
  expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Keep' }))
  await click(question, 'Keep')
  expect(root.dataset['user']).toBe(address)

  await click(panel, 'Delete Wallet 1')
  await click(panel, 'Delete')
  expect(root.dataset['user']).toBe('')
  expect(account.wallets.current().wallets.map(({ name }) => name)).toEqual(['Wallet 2'])
  expect(document.activeElement).toBe(within(panel).getByRole('heading', { name: 'Wallets' }))
})

it('explains when a session has ended by itself', async () => {
  const stage = await open(['Wallet 1'])
  const { account, asked, panel, root } = stage
  const address = await signIn(stage, 'Wallet 1')
  await act(() => account.wallets.remove(address))
  await click(panel, 'New token')
  await answer(asked, ({ reject }) => reject(new RefusedError(401, 'Unauthorized')))
  expect(within(panel).getByRole('alert').textContent).toBe('Your session ended; sign in again.')
  await act(async () => toggle(panel, 'closed'))
  expect(root.dataset['user']).toBe('')
  expect(within(root).getByRole('alert').textContent).toBe('Your session ended; sign in again.')
  await click(root, 'Dismiss')
  expect(within(root).queryByRole('alert')).toBeNull()
})
