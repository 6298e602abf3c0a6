import { createEtagged, type Etagged } from '@etagged/core'
import { coinQueries, EtaggedProvider } from '@etagged/react'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { renderCounts } from '../activity/render-counts.ts'
import { type BookmarkOrigin, mintOf, openOrigin } from './bookmark-origin.test-fixture.ts'
import { BookmarkStar } from './bookmark-star.tsx'

const ALICE = 'alice'
const LIST = 'GET /bookmarks/default'
const [MINT, OTHER] = [mintOf(1), mintOf(2)]

let origin: BookmarkOrigin
let client: Etagged
let queryClient: QueryClient

beforeEach(() => {
  origin = openOrigin()
  client = createEtagged({
    baseUrl: 'http://coins.test',
    fetch: (...args) => origin.fetch(...args),
    headers: ({ user }): Record<string, string> => (user ? { authorization: user } : {}),
  })
})

function show(content: ReactNode, user: string | null = ALICE): void {
  function Inside(): ReactNode {
    queryClient = useQueryClient()
    return content
  }
  render(
    <EtaggedProvider client={client} user={user}>
      <Inside />
    </EtaggedProvider>,
  )
}

const star = (name = 'Frog'): HTMLElement =>
  screen.getByRole('button', { name: `Bookmark ${name}` })
const isPressed = (name?: string): boolean => star(name).getAttribute('aria-pressed') === 'true'
/** Presses a star, and sees it turn: its user's next press comes later than that. */
async function press(name?: string): Promise<void> {
  const before = isPressed(name)
  fireEvent.click(star(name))
  await waitFor(() => expect(isPressed(name)).toBe(!before))
}
const writes = (): readonly string[] => origin.seen.filter((line) => !line.startsWith('GET'))
const starRenders = (): number => renderCounts()['BookmarkStar'] ?? 0

async function showOne(): Promise<void> {
  show(<BookmarkStar mint={MINT} name="Frog " />)
  await waitFor(() => expect(origin.seen).toEqual([`${LIST} 200`]))
}

/** Nothing is asked or written any more. */
async function rest(): Promise<void> {
  await waitFor(() => {
    expect(queryClient.isMutating() + queryClient.isFetching()).toBe(0)
  })
}

describe('A star', () => {
  it('is not there while nobody is signed in, and asks nothing', async () => {
    show(<BookmarkStar mint={MINT} name="Frog" signedOut="none" />, null)
    await screen.findByText('none')
    expect(screen.queryByRole('button')).toBeNull()
    expect(origin.seen).toEqual([])
  })

  it('shows what the list says', async () => {
    origin.save(ALICE, MINT)
    await showOne()
    await waitFor(() => expect(isPressed()).toBe(true))
  })

  it('saves a coin at once, before the API has answered, and asks for the list then', async () => {
    await showOne()
    const release = origin.holdWrites()
    await press()
    expect(isPressed()).toBe(true)
    expect(writes()).toEqual([])
    release()
    await waitFor(() => expect(origin.seen).toHaveLength(3))
    await rest()
    expect(origin.seen.slice(1)).toEqual(['POST /bookmarks/default/items 201', `${LIST} 200`])
    expect(isPressed()).toBe(true)
    expect(origin.saved(ALICE)).toEqual([MINT])
  })

  it('keeps what the API has granted, though the list cannot be read then', async () => {
    await showOne()
    const { queryKey } = coinQueries.bookmarks()
    queryClient.setQueryDefaults(queryKey, { enabled: false })
    await press()
    await rest()
    expect(isPressed()).toBe(true)
  })

  it.each([
    [500, 'Not saved. The server has a fault of its own (500).'],
    ['offline', 'Not saved. The server cannot be reached.'],
  ] as const)('takes a press back that fails (%s), and says so', async (failure, said) => {
    await showOne()
    const release = origin.holdWrites()
    origin.failWrites = failure
    await press()
    release()
    expect((await screen.findByRole('alert')).textContent).toBe(said)
    expect(isPressed()).toBe(false)

    origin.failWrites = undefined
    await press()
    await rest()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(isPressed()).toBe(true)
  })

  it('ends as the last of quick presses says, told to the API in their order', async () => {
    await showOne()
    const release = origin.holdWrites()
    await press()
    await press()
    expect(isPressed()).toBe(false)
    await press()
    await press()
    release()
    await waitFor(() => expect(writes()).toHaveLength(4))
    await rest()
    expect(writes().map((line) => line.split(' ')[0])).toEqual(['POST', 'DELETE', 'POST', 'DELETE'])
    expect(isPressed()).toBe(false)
    expect(origin.saved(ALICE)).toEqual([])
  })

  it('is one with every other star of its coin, while a press is under way, too', async () => {
    show(
      <>
        <BookmarkStar mint={MINT} name="Frog" />
        <BookmarkStar mint={MINT} name="Same frog" />
        <BookmarkStar mint={OTHER} name="Toad" />
      </>,
    )
    await waitFor(() => expect(origin.seen).toHaveLength(1))
    const release = origin.holdWrites()
    await press('Frog')
    expect([isPressed('Same frog'), isPressed('Toad')]).toEqual([true, false])
    await press('Same frog')
    await press('Toad')
    expect([isPressed('Frog'), isPressed('Toad')]).toEqual([false, true])
    release()
    await waitFor(() => expect(writes()).toHaveLength(3))
    await rest()
    expect(origin.saved(ALICE)).toEqual([OTHER])
  })

  it('never tells the API of a press in the name of the next user', async () => {
    await showOne()
    const release = origin.holdWrites()
    await press()
    await press()
    await act(() => client.signIn('bob'))
    release()
    await act(() => client.idle())
    expect(writes().filter((line) => line.startsWith('DELETE'))).toEqual([])
    expect(origin.saved('bob')).toEqual([])
  })
})

describe('With a thousand stars', () => {
  const mints = Array.from({ length: 1000 }, (_, number) => mintOf(number + 10))
  // By its place: a search by role looks at every one of them.
  const at = (index: number): Element | undefined => document.querySelectorAll('.star')[index]
  const isPressedAt = (index: number): boolean => at(index)?.getAttribute('aria-pressed') === 'true'

  it('an unchanged list renders none, a list changed by one renders one, and a press no other', async () => {
    origin.save(ALICE, mintOf(10))
    show(mints.map((mint) => <BookmarkStar key={mint} mint={mint} name={mint} />))
    await waitFor(() => expect(isPressedAt(0)).toBe(true))
    const before = starRenders()
    await act(() => queryClient.refetchQueries())
    expect(origin.seen.at(-1)).toBe(`${LIST} 304`)
    expect(starRenders()).toBe(before)

    origin.save(ALICE, mintOf(500))
    await act(() => queryClient.refetchQueries())
    await waitFor(() => expect(isPressedAt(490)).toBe(true))
    expect(starRenders()).toBe(before + 1)

    const pressed = at(3)
    if (pressed === undefined) throw new Error('There is no such star')
    fireEvent.click(pressed)
    await rest()
    expect(isPressedAt(3)).toBe(true)
    // Its own: pressed, under way, done.
    expect(starRenders()).toBeLessThanOrEqual(before + 5)
  })
})

it('Stars that come later ask nothing', async () => {
  let showMore = (): void => undefined
  function More(): ReactNode {
    const [isMore, setMore] = useState(false)
    showMore = () => setMore(true)
    return isMore && <BookmarkStar mint={OTHER} name="Toad" />
  }
  origin.save(ALICE, OTHER)
  show(
    <>
      <BookmarkStar mint={MINT} name="Frog" />
      <More />
    </>,
  )
  await waitFor(() => expect(origin.seen).toHaveLength(1))
  await rest()
  queryClient.setQueryDefaults(coinQueries.bookmarks().queryKey, { staleTime: 0 })
  act(showMore)
  expect(isPressed('Toad')).toBe(true)
  expect(queryClient.isFetching()).toBe(0)
})
