import { act, render, screen } from '@testing-library/react'
import { Activity, type ReactNode, StrictMode, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { needsActivity } from './activity.test-fixture.ts'
import { createGate, Gate } from './gate.tsx'

const effects: string[] = []

function Counter(): ReactNode {
  const [count, setCount] = useState(0)
  useEffect(() => {
    effects.push('begin')
    return () => void effects.push('end')
  }, [])
  return (
    <>
      <input aria-label="name" />
      <button type="button" onClick={() => setCount((now) => now + 1)}>
        {count}
      </button>
    </>
  )
}

/** Is anything of it to be seen, inside as well as in front of the page? */
function isVisible(element: Element | null): boolean {
  if (element === null) return true
  return getComputedStyle(element).display !== 'none' && isVisible(element.parentElement)
}

it('with React 19.2 and later it is the Activity of this React', (context) => {
  needsActivity(context)
  render(
    <Gate isClosed>
      <p>hidden</p>
    </Gate>,
  )
  expect(screen.getByText('hidden')).not.toSatisfy(isVisible)
})

describe.each([
  { mode: 'StrictMode', wrap: (node: ReactNode) => <StrictMode>{node}</StrictMode> },
  { mode: 'without StrictMode', wrap: (node: ReactNode) => node },
])('with Activity ($mode)', ({ wrap }) => {
  const Hiding = createGate(Activity)
  const tree = (isClosed: boolean): ReactNode =>
    wrap(
      <Hiding isClosed={isClosed}>
        <Counter />
        bare text
        {createPortal(<p>in front</p>, document.body)}
      </Hiding>,
    )

  it('closed, nothing can be seen and no effect runs; open again, all state is back', (context) => {
    needsActivity(context)
    const { rerender, container } = render(tree(false))
    const input = screen.getByLabelText<HTMLInputElement>('name')
    input.value = 'half a sen'
    act(() => screen.getByRole('button').click())
    effects.length = 0

    rerender(tree(true))
    expect(input).not.toSatisfy(isVisible)
    expect(screen.getByText('in front')).not.toSatisfy(isVisible)
    expect(container.textContent).not.toContain('bare text')
    expect(effects).toEqual(['end'])

    rerender(tree(false))
    expect(screen.getByLabelText('name')).toBe(input)
    expect(input).toSatisfy(isVisible)
    expect(screen.getByText('in front')).toSatisfy(isVisible)
    expect(container.textContent).toContain('bare text')
    expect(input.value).toBe('half a sen')
    expect(screen.getByRole('button').textContent).toBe('1')
    expect(effects.at(-1)).toBe('begin')
  })
})

it('before React 19.2 the children go, and come back as new', () => {
  const Removing = createGate(undefined)
  const tree = (isClosed: boolean): ReactNode => (
    <Removing isClosed={isClosed}>
      <Counter />
    </Removing>
  )
  const { rerender, container } = render(tree(false))
  act(() => screen.getByRole('button').click())
  rerender(tree(true))
  expect(container.innerHTML).toBe('')
  rerender(tree(false))
  expect(screen.getByRole('button').textContent).toBe('0')
})

it('what the server rendered is hydrated as it is', async () => {
  const told = vi.spyOn(console, 'error')
  const tree = (
    <StrictMode>
      <Gate isClosed={false}>
        <Counter />
      </Gate>
    </StrictMode>
  )
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = renderToString(tree)
  const button = container.querySelector('button')
  const root = await act(() => hydrateRoot(container, tree))
  expect(container.querySelector('button')).toBe(button)
  act(() => button?.click())
  expect(button?.textContent).toBe('1')
  expect(told).not.toHaveBeenCalled()
  told.mockRestore()
  act(() => root.unmount())
  container.remove()
})
