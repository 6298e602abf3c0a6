import { act } from '@testing-library/react'
import { createEtagged } from '@etagged/core'
import type { ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, onTestFinished, vi } from 'vitest'
import { EtaggedDevtools } from '../floating/etagged-devtools.tsx'
import { PanelStyle } from '../style/panel-style.tsx'
import { EtaggedPanel } from './etagged-panel.tsx'
import { keepChoice } from './panel-choice.ts'

/** As on a server: without a document. */
function rendered(page: ReactNode): string {
  vi.stubGlobal('document', undefined)
  const text = renderToString(page)
  vi.unstubAllGlobals()
  return text
}

it.each([
  ['embedded', EtaggedPanel],
  ['floating', EtaggedDevtools],
])('%s, it is nothing on a server, hears nothing there, and takes over that', async (_, Shown) => {
  keepChoice({ tab: 'overview', isOpen: true })
  onTestFinished(() => keepChoice({ isOpen: false }))
  const served = createEtagged({ baseUrl: 'https://api.test' })
  const subscribe = vi.spyOn(served, 'subscribe')
  expect(rendered(<Shown client={served} />)).toBe('')
  expect(subscribe).not.toHaveBeenCalled()

  const place = document.createElement('div')
  document.body.append(place)
  const mismatch = vi.fn()
  const client = createEtagged({ baseUrl: 'https://api.test' })
  const root = await act(async () =>
    hydrateRoot(place, <Shown client={client} />, { onRecoverableError: mismatch }),
  )
  expect(place.querySelector('[role="tablist"]')).not.toBeNull()
  expect(mismatch).not.toHaveBeenCalled()
  act(() => root.unmount())
  place.remove()
})

it('styles are the same text on a server, with nothing escaped', () => {
  const text = renderToString(<PanelStyle nonce="abc" />)
  expect(text).toContain('.etd .etd-toggles > .etd-button {')
  expect(text).not.toMatch(/&gt;|&#x27;|&quot;/)
})
