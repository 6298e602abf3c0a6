import { createCoinApi } from '@etagged/coin-api'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ApiContext } from '../api/use-api.ts'
import { Controls } from './controls.tsx'

let answers: Promise<Response>[]

function show(control: boolean): ReturnType<typeof createCoinApi> {
  answers = []
  const coins = createCoinApi({ clock: Date.now, control })
  const baseUrl = 'http://coins.test'
  const fetch: typeof globalThis.fetch = (input, init) => {
    const answer = coins.fetch(new Request(input, init))
    answers.push(answer)
    return answer
  }
  render(
    <ApiContext value={{ baseUrl, fetch }}>
      <Controls />
    </ApiContext>,
  )
  return coins
}

// A closed popover is no part of the accessible page, but for the tests' sake.
const choice = (name: string): HTMLElement => screen.getByRole('button', { name, hidden: true })
const opener = (name: string | RegExp): Promise<HTMLElement> =>
  screen.findByRole('button', { name })

it('The controls tell what is other than usual, and put it back', async () => {
  show(true)
  await opener('Network and market')
  fireEvent.click(choice('Offline'))
  expect(choice('Offline').getAttribute('aria-pressed')).toBe('true')
  fireEvent.click(choice('20 %'))
  fireEvent.click(choice('no-store'))
  const changed = 'Network and market, changed: offline, 20 % errors, cache-control: no-store'
  await opener(changed)

  fireEvent.click(choice('Reset all'))
  await opener('Network and market')
  expect(choice('Up').getAttribute('aria-pressed')).toBe('true')
})

it('What is chosen is what the API does', async () => {
  const coins = show(true)
  await opener('Network and market')
  fireEvent.click(choice('max-age=5'))
  await waitFor(async () => {
    const answer = await coins.fetch(new Request('http://coins.test/sol-price'))
    expect(answer.headers.get('cache-control')).toBe('max-age=5')
  })
  fireEvent.click(choice('An hour ahead'))
  await opener(/clock \+1 h/)
})

it('There are none where the API cannot be controlled', async () => {
  show(false)
  await waitFor(() => expect(answers).toHaveLength(1))
  expect(await act(() => answers[0])).toMatchObject({ status: 404 })
  expect(screen.queryByRole('button')).toBeNull()
})
