import { createEtagged, type Etagged } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import { useQuery } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../core/src/seeded.test-tool.ts'
import { mine } from './endpoints.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'
import { openApiInPage } from './situations/api-in-page.test-fixture.ts'

const HISTORIES = 60
const USERS = ['alice', 'bob', null] as const
type User = (typeof USERS)[number]

function Mine(): ReactNode {
  return <p>{useQuery(query(mine, {})).data?.of}</p>
}

/**
 * An app whose token is that of whoever is logged in, as in the README: nothing but the session keeps
 * apart what one user and another were sent.
 */
function openApp(random: SeededRandom) {
  const api = openApiInPage({ '/mine': { of: '$user' } })
  if (random.chance(0.5)) api.fields = { 'cache-control': 'max-age=3600' }
  const disk = createMemoryDisk()
  let token: User = null
  const openClient = (): Etagged =>
    createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      store: disk.persistence,
      tabs: false,
      headers: ({ user }) => ({ authorization: (user && token) ?? 'nobody' }),
    })
  const client = openClient()
  const steps: string[] = []
  const misshown: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  const { rerender, unmount } = render(null, { container: host })
  /** What the mounted provider was told last, and whether the app has signed that user out since. */
  let told: User | undefined
  let isApart = false

  function check(user: User): void {
    const allowed = ['', user ?? 'nobody', ...(isApart ? ['nobody'] : [])]
    if (!allowed.includes(host.textContent)) misshown.push(`${host.textContent} to ${user}`)
  }

  const app = {
    user: null as User,
    show(user: User) {
      steps.push(`show ${user}`)
      app.user = token = user
      // The same value says nothing.
      if (told !== user) isApart = false
      told = user
      act(() =>
        rerender(
          <Profiler id="page" onRender={() => check(user)}>
            <EtaggedProvider client={client} user={user}>
              <Mine />
            </EtaggedProvider>
          </Profiler>,
        ),
      )
    },
    hide() {
      steps.push('unmount')
      told = undefined
      act(() => rerender(null))
    },
    signOut() {
      steps.push('signOut')
      isApart = true
      token = null
      act(() => void client.signOut())
    },
    answer() {
      const waiting = api.waiting()
      const exchange = waiting[random.below(waiting.length)]
      steps.push(`answer ${exchange?.user}`)
      act(() => exchange?.answer())
    },
    pass: (turns: number) =>
      act(async () => {
        for (let turn = 0; turn < turns; turn++) await new Promise((go) => setImmediate(go))
      }),
  }

  /** What is wrong, once all is answered. */
  async function fault(): Promise<string | undefined> {
    app.show(app.user)
    api.release()
    await app.pass(12)
    const found = [...misshown]
    if (client.session.user !== (isApart ? null : app.user))
      found.push(`${client.session.user} is signed in instead of ${app.user}`)
    unmount()
    await client.idle()
    await client.close()
    const later = openClient()
    const other = USERS[random.below(USERS.length)] ?? null
    await later.signIn(other)
    const held = await later.peek('/mine', { schema: mine.response })
    await later.close()
    if (held !== undefined && held.data.of !== (other ?? 'nobody'))
      found.push(`${held.data.of}’s is stored as ${other}’s`)
    return found.length === 0 ? undefined : `${steps.join('; ')}: ${found.join('; ')}`
  }

  api.hold()
  return { ...app, app, fault }
}

async function history(random: SeededRandom): Promise<string | undefined> {
  const { app, fault } = openApp(random)
  app.show(USERS[random.below(3)] ?? null)
  for (let count = 4 + random.below(12); count > 0; count--) {
    const chance = random.below(12)
    if (chance < 6) app.show(USERS[random.below(3)] ?? null)
    else if (chance < 9) app.answer()
    else if (chance < 10) app.signOut()
    else if (chance < 11) app.hide()
    if (random.chance(0.5)) await app.pass(1 + random.below(6))
  }
  return fault()
}

it(
  `I1: in ${HISTORIES} histories of a user prop that goes there and back, nobody is shown or later given what another was sent`,
  { timeout: 60_000 },
  async () => {
    const random = seededRandom()
    for (let number = 0; number < HISTORIES; number++) {
      expect(await history(random), `seed ${random.seed}, history ${number}`).toBe(undefined)
    }
    console.log(`user props: seed ${random.seed}, ${HISTORIES} histories`)
  },
)
