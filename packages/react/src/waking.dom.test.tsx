import { focusManager, useQuery } from '@tanstack/react-query'
import { act, waitFor, within } from '@testing-library/react'
import { type ReactNode, StrictMode, useEffect, useState } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { needsActivity } from './activity.test-fixture.ts'
import { stubDisk } from './disk.test-fixture.ts'
import { mine } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'
import { openBrowserAt, type OpenPage, type Page } from './two-tabs.test-fixture.tsx'
import { useSession } from './use-session.ts'
import { visibleText } from './visible-text.test-fixture.ts'

const origin = startOrigin({ '/mine': { of: '$user' } })

let openPage: OpenPage
let effects = 0

stubDisk()
beforeEach(() => {
  openPage = openBrowserAt(origin)
  effects = 0
})

function Mine(): ReactNode {
  const { state, because } = useSession()
  const { data } = useQuery(query(mine, {}))
  const [count, setCount] = useState(0)
  useEffect(() => {
    effects++
    return () => void effects--
  }, [])
  return (
    <>
      <p>
        {state} {because} {data?.of}
      </p>
      <input aria-label="note" />
      <button type="button" onClick={() => setCount((now) => now + 1)}>
        {count}
      </button>
    </>
  )
}

/** A page of alice's that the back-forward cache has taken. */
async function openAsleep(content: ReactNode = <Mine />): Promise<Page> {
  origin.fields = { 'cache-control': 'max-age=3600' }
  const page = openPage(content, { user: 'alice', fallback: 'one moment' })
  await within(page.host).findByText('signed-in sign-in alice')
  await page.client.idle()
  page.sleep()
  origin.seen.length = 0
  return page
}

describe.each([
  { mode: 'StrictMode', wrap: (node: ReactNode) => <StrictMode>{node}</StrictMode> },
  { mode: 'without StrictMode', wrap: (node: ReactNode) => node },
])('a page that comes back from the back-forward cache ($mode)', ({ wrap }) => {
  it('shows nothing until its session is verified, then everything as it was', async (context) => {
    needsActivity(context)
    const page = await openAsleep(wrap(<Mine />))
    const { getByLabelText, getByRole } = within(page.host)
    const note = getByLabelText<HTMLInputElement>('note')
    note.value = 'half a sen'
    act(() => getByRole('button').click())
    page.texts.length = 0

    act(() => page.wake('restored'))
    expect(visibleText(page.host)).toBe('one moment')
    expect(page.client.session.verifying).toBe(true)
    expect(effects).toBe(0)
    await waitFor(() => expect(visibleText(page.host)).toBe('signed-in sign-in alice1'))
    expect(getByLabelText('note')).toBe(note)
    expect(note.value).toBe('half a sen')
    expect(effects).toBe(1)
    expect(page.texts[0]).toBe('one moment')
    expect(origin.seen).toEqual([])
  })

  it('never shows anything of a session that ended while it slept', async () => {
    const page = await openAsleep(wrap(<Mine />))
    const other = openPage(null, { user: 'alice' })
    await act(() => other.client.signOut())
    page.texts.length = 0
    act(() => page.wake('restored'))
    expect(visibleText(page.host)).toBe('one moment')
    await within(page.host).findByText('anonymous ended-elsewhere nobody')
    expect(page.texts.filter((text) => text.includes('alice'))).toEqual([])
    expect(page.host.textContent).not.toContain('alice')
  })
})

it('a page that is only shown again does not hide, and asks for nothing that is fresh', async () => {
  const page = await openAsleep()
  focusManager.setFocused(false)
  act(() => {
    page.wake('shown')
    focusManager.setFocused(true)
  })
  expect(visibleText(page.host)).toContain('alice')
  await page.client.idle()
  await waitFor(() => expect(page.query().state.fetchStatus).toBe('idle'))
  expect(origin.seen).toEqual([])
  focusManager.setFocused(undefined)
})
