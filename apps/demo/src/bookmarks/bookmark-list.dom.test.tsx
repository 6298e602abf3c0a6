import { createEtagged } from '@etagged/core'
import { EtaggedProvider } from '@etagged/react'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { BookmarkList } from './bookmark-list.tsx'
import { mintOf, openOrigin } from './bookmark-origin.test-fixture.ts'

const ALICE = 'alice'

it('a coin that goes away hands the focus to its neighbour, and the last one to the page', async () => {
  const origin = openOrigin()
  for (const number of [1, 2, 3]) origin.save(ALICE, mintOf(number))
  const client = createEtagged({
    baseUrl: 'http://coins.test',
    fetch: (...args) => origin.fetch(...args),
    headers: ({ user }): Record<string, string> => (user ? { authorization: user } : {}),
  })
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  render(
    <RouterContextProvider router={router}>
      <EtaggedProvider client={client} user={ALICE}>
        <main tabIndex={-1}>
          <BookmarkList form="page" />
        </main>
      </EtaggedProvider>
    </RouterContextProvider>,
  )
  const stars = (): readonly HTMLElement[] =>
    screen.queryAllByRole('button', { name: /^Bookmark / })
  await waitFor(() => expect(stars()).toHaveLength(3))

  const forget = async (star: HTMLElement | undefined): Promise<void> => {
    const before = stars().length
    star?.focus()
    if (star !== undefined) fireEvent.click(star)
    await waitFor(() => expect(stars()).toHaveLength(before - 1))
  }
  const [first, second, third] = stars()
  await forget(first)
  expect(document.activeElement).toBe(second)
  await forget(third)
  expect(document.activeElement).toBe(second)
  await forget(second)
  expect(document.activeElement).toBe(screen.getByRole('main'))
})
