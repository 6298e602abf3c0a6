import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { SearchField } from './search-field.tsx'

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

const field = (): HTMLInputElement => screen.getByRole('searchbox', { name: 'Search coins' })
const type = (value: string): boolean => fireEvent.change(field(), { target: { value } })
const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))

it('searches once for what was typed, when the typing has paused', () => {
  const onSearch = vi.fn()
  render(<SearchField q="" onSearch={onSearch} />)
  type('o')
  pass(200)
  type('ot')
  pass(249)
  expect(onSearch).not.toHaveBeenCalled()
  pass(1)
  expect(onSearch.mock.calls).toEqual([['ot']])
})

it('does not wait when Enter is pressed, and does not search again', () => {
  const onSearch = vi.fn()
  render(<SearchField q="" onSearch={onSearch} />)
  type('otter')
  fireEvent.submit(screen.getByRole('search'))
  pass(1000)
  expect(onSearch.mock.calls).toEqual([['otter']])
})

it('keeps what was typed after the search that the URL now shows', () => {
  const { rerender } = render(<SearchField q="" onSearch={() => undefined} />)
  type('ot')
  pass(250)
  type('otter')
  rerender(<SearchField q="ot" onSearch={() => undefined} />)
  expect(field().value).toBe('otter')
})

it('shows what the URL says when somebody else changed it, and back again', () => {
  const { rerender } = render(<SearchField q="cat" onSearch={() => undefined} />)
  rerender(<SearchField q="" onSearch={() => undefined} />)
  expect(field().value).toBe('')
  rerender(<SearchField q="cat" onSearch={() => undefined} />)
  expect(field().value).toBe('cat')
})

it('drops what was typed and not yet searched when somebody else changes the URL', () => {
  const onSearch = vi.fn()
  const { rerender } = render(<SearchField q="cat" onSearch={onSearch} />)
  type('cats')
  rerender(<SearchField q="dog" onSearch={onSearch} />)
  pass(1000)
  expect(field().value).toBe('dog')
  expect(onSearch).not.toHaveBeenCalled()
})
