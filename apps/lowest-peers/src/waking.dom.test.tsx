import { act, waitFor, within } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { expect, it } from 'vitest'
import { stubDisk } from '../../../packages/react/src/disk.test-fixture.ts'
import { startOrigin } from '../../../packages/react/src/origin.test-fixture.ts'
import { openBrowserAt } from '../../../packages/react/src/two-tabs.test-fixture.tsx'

const origin = startOrigin({})
stubDisk()

function Counter(): ReactNode {
  const [count, setCount] = useState(0)
  return (
    <button type="button" onClick={() => setCount((now) => now + 1)}>
      {count}
    </button>
  )
}

it('before React 19.2 a page that comes back shows nothing until its session is verified, then mounts again', async () => {
  const page = openBrowserAt(origin)(<Counter />, { user: 'alice', fallback: 'one moment' })
  const { findByRole, getByRole } = within(page.host)
  const button = await findByRole('button')
  act(() => button.click())
  await page.client.idle()
  page.sleep()
  act(() => page.wake('restored'))
  expect(page.host.textContent).toBe('one moment')
  await waitFor(() => expect(getByRole('button')).not.toBe(button))
  expect(page.host.textContent).toBe('0')
})
