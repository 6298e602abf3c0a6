import { TEST_ADDRESSES, testSeed, type TestWalletName } from '@etagged/coin-api'
import { expect, type Locator, type Page } from '@playwright/test'

const NAMES: readonly TestWalletName[] = ['alice', 'bob']

/**
 * Puts the wallets of alice and bob into the page's browser, as if they had been made there, so that
 * their addresses are those of `TEST_ADDRESSES`. Call it before the page is opened.
 *
 * The form is that of apps/demo/src/wallet/wallet.ts: database `etagged-demo-wallets`, object store
 * `wallets`, key = address, value = `{ name, address, createdAt, key }`.
 */
export async function placeWallets(page: Page): Promise<void> {
  const blank = '**/blank-page-for-wallets'
  await page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await page.goto('/blank-page-for-wallets')
  const wallets = NAMES.map((name, createdAt) => ({
    name,
    createdAt,
    address: TEST_ADDRESSES[name],
    seed: [...testSeed(name)],
  }))
  await page.evaluate(async (placed) => {
    const head = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32] // PKCS #8, RFC 8410
    const rows = await Promise.all(
      placed.map(async ({ seed, ...wallet }) => {
        const pkcs8 = Uint8Array.from([...head, ...seed])
        const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
        return { ...wallet, key }
      }),
    )
    await new Promise<void>((resolve, reject) => {
      const fail = (event: Event): void => reject(new Error(`No wallets placed: ${event.type}`))
      const request = indexedDB.open('etagged-demo-wallets')
      request.addEventListener('error', fail)
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('wallets'))
      request.addEventListener('success', () => {
        const transaction = request.result.transaction('wallets', 'readwrite')
        for (const row of rows) transaction.objectStore('wallets').put(row, row.address)
        transaction.addEventListener('error', fail)
        transaction.addEventListener('complete', () => {
          request.result.close()
          resolve()
        })
      })
    })
  }, wallets)
  await page.unroute(blank)
}

/** The wallet menu, as a test uses it. */
export interface WalletMenuPage {
  /** The button in the top bar. */
  readonly opener: Locator
  /** What it opens. */
  readonly panel: Locator
  /** Why it failed, inside the panel or beside the button. */
  readonly alert: Locator
  open(): Promise<void>
  close(): Promise<void>
  /** Signs in with the wallet of this name; see {@link placeWallets}. */
  signIn(name: string): Promise<void>
  /** Makes a wallet with a new key and signs in with it; gives its address. */
  create(name: string): Promise<string>
  /** Asks for a new token; the panel stays open. */
  renew(): Promise<void>
  signOut(): Promise<void>
  expectUser(address: string): Promise<void>
}

export function walletMenu(page: Page): WalletMenuPage {
  const root = page.locator('.user-switch')
  const panel = page.getByRole('dialog', { name: 'Wallets' })
  const opener = root.locator('> button')
  const press = (name: string | RegExp): Promise<void> =>
    panel.getByRole('button', { name }).click()

  async function open(): Promise<void> {
    if (!(await panel.isVisible())) await opener.click()
    await expect(panel.getByRole('heading', { name: 'Wallets' })).toBeVisible()
  }

  async function isSignedInAs(name: string): Promise<void> {
    await expect(panel).toBeHidden()
    await expect(opener).toContainText(name)
  }

  return {
    opener,
    panel,
    alert: root.getByRole('alert'),
    open,
    async close() {
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
    },
    async signIn(name) {
      await open()
      await panel.locator('.wallet-choice').filter({ hasText: name }).click()
      await isSignedInAs(name)
    },
    async create(name) {
      await open()
      await panel.getByRole('textbox', { name: 'Name of a new wallet' }).fill(name)
      await press('Create and sign in')
      await isSignedInAs(name)
      return (await root.getAttribute('data-user')) ?? ''
    },
    async renew() {
      await open()
      await press('New token')
    },
    async signOut() {
      await open()
      await press('Sign out')
      await expect(root).toHaveAttribute('data-user', '')
    },
    async expectUser(address) {
      await expect(root).toHaveAttribute('data-user', address)
    },
  }
}
