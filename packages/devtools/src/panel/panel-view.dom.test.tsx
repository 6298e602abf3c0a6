import { act, screen } from '@testing-library/react'
import type { Etagged } from '@etagged/core'
import { expect, it } from 'vitest'
import { clientOn, openPanel, tagged } from './panel.test-fixture.tsx'

/** A client of a page that came back from the back-forward cache, until it is told otherwise. */
function returning(client: Etagged) {
  const listeners = new Set<Parameters<Etagged['subscribe']>[0]>()
  let verifying = false
  const session = {
    ...client.session,
    get verifying() {
      return verifying
    },
  }
  const page = Object.create(client, {
    session: { get: () => session },
    subscribe: {
      value(listener: Parameters<Etagged['subscribe']>[0]) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }) as Etagged
  return {
    page,
    verify(is: boolean) {
      verifying = is
      const { generation, partition, because } = session
      for (const listener of listeners) {
        listener({ type: 'session', at: 0, generation, partition, because, verifying })
      }
    },
  }
}

it('shows no tab while it is asked whether the session lasts, and shows it again when it does', async () => {
  const client = clientOn(tagged())
  await client.signIn('ann')
  await client.json('/secret-of-ann')
  const { page, verify } = returning(client)
  const { container } = await openPanel(page, 'entries')
  expect(container.textContent).toContain('secret-of-ann')
  act(() => verify(true))
  expect(container.textContent).not.toContain('secret-of-ann')
  expect(screen.getByText('Whether the session lasts is being asked.')).toBeTruthy()
  act(() => verify(false))
  expect(container.textContent).toContain('secret-of-ann')
})
