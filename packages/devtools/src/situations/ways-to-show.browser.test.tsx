import { createEtagged } from '@etagged/core'
import { TanStackDevtools } from '@tanstack/react-devtools'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { EtaggedDevtools } from '../floating/etagged-devtools.tsx'
import { EtaggedPanel } from '../panel/etagged-panel.tsx'
import { keepChoice, TAB_NAMES } from '../panel/panel-choice.ts'
import { etaggedPlugin } from '../plugin.tsx'
import { record } from '../record.ts'

beforeEach(() => {
  localStorage.clear()
  keepChoice({ tab: 'overview', isOpen: false, height: 360 })
})

afterEach(cleanup)

function aClient() {
  const client = createEtagged({
    baseUrl: location.origin,
    tabs: false,
    fetch: async () => Response.json([1], { headers: { etag: '"1"' } }),
  })
  onTestFinished(() => {
    // Else this page would still be in the partition.
    record(client)()
    return client.close()
  })
  return client
}

it('floating: a button opens the panel, Escape closes it and gives the focus back, a reload finds it as it was left', async () => {
  const client = aClient()
  const page = (
    <StrictMode>
      <EtaggedDevtools client={client} />
    </StrictMode>
  )
  const { unmount } = render(page)
  const opener = screen.getByRole('button', { name: /Open the etagged/ })
  act(() => opener.click())
  const panel = screen.getByRole('region', { name: 'etagged cache' })
  expect(panel.getBoundingClientRect().bottom).toBe(window.innerHeight)

  act(() => within(panel).getByRole('tab', { name: 'Requests' }).click())
  const grip = within(panel).getByRole('separator', { name: /Height/ })
  act(() => {
    grip.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
  })
  expect(panel.getBoundingClientRect().height).toBe(400)
  unmount()

  render(page)
  const again = screen.getByRole('region', { name: 'etagged cache' })
  expect(again.getBoundingClientRect().height).toBe(400)
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Requests')
  act(() => {
    again.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  })
  expect(screen.queryByRole('region', { name: 'etagged cache' })).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Open the etagged/ }))
})

it('embedded: it fills the element that it stands in, and shows what the client did', async () => {
  const client = aClient()
  keepChoice({ tab: 'requests' })
  render(
    <div style={{ width: 320, height: 300 }}>
      <EtaggedPanel client={client} />
    </div>,
  )
  await act(() => client.json('/coins'))
  const panel = screen.getByRole('region', { name: 'etagged cache' })
  const { width, height } = panel.getBoundingClientRect()
  expect([width, height]).toEqual([320, 300])
  expect(await within(panel).findByText('/coins')).toBeTruthy()
})

it('as a plugin of TanStack Devtools: its tab has the panel, and nothing goes over the event bus', async () => {
  const client = aClient()
  await client.json('/coins')
  const dispatched = vi.spyOn(window, 'dispatchEvent')
  const posted = vi.spyOn(BroadcastChannel.prototype, 'postMessage')
  onTestFinished(() => {
    dispatched.mockRestore()
    posted.mockRestore()
  })
  const plugin = { ...etaggedPlugin({ client }), defaultOpen: true }
  render(<TanStackDevtools plugins={[plugin]} config={{ defaultOpen: true }} />)
  const panel = await screen.findByRole('region', { name: 'etagged cache' })
  expect(within(panel).getByRole('tab', { name: 'Overview' })).toBeTruthy()
  await act(() => client.json('/coins'))
  window.dispatchEvent(new CustomEvent('tanstack-dispatch-event', { detail: 'of the test' }))
  const events = dispatched.mock.calls.flatMap(([event]) =>
    event instanceof CustomEvent ? [event.type, event.detail as unknown] : [],
  )
  // What somebody sends over the bus is seen, and that it goes on to every tab.
  expect(events).toContain('tanstack-dispatch-event')
  expect(JSON.stringify(events)).not.toMatch(/coins|etagged/)
  cleanup()
  record(client)()
  const messages = posted.mock.calls.map(([message]: unknown[]) => String(message))
  expect(messages).toContain('"of the test"')
  expect(messages.some((message) => message.includes(' gone '))).toBe(true)
  for (const message of messages.filter((each) => each !== '"of the test"')) {
    expect(message).toMatch(/^etagged-devtools\/1 (?:ask|here|gone) [\da-f]{16}$/)
  }
})

it.each(TAB_NAMES)(
  'at 320 px nothing of the tab %s is cut off, nor scrolls sideways',
  async (tab) => {
    const client = aClient()
    await client.json('/coins')
    keepChoice({ tab })
    render(
      <div style={{ width: 320, height: 400 }}>
        <EtaggedPanel client={client} />
      </div>,
    )
    await act(() => client.json('/coins'))
    const shown = screen.getByRole('tabpanel')
    const head = document.querySelector('.etd-head') ?? shown
    for (const part of [head, shown, ...shown.children]) {
      const beyond = Math.max(0, part.scrollWidth - part.clientWidth)
      expect([part.className, beyond]).toEqual([part.className, 0])
    }
  },
)

/** A page of its own with this policy, and what it was told to refuse. */
async function pageWith(policy: string) {
  const frame = document.createElement('iframe')
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><div id="root"></div>`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  document.body.append(frame)
  await loaded
  onTestFinished(() => frame.remove())
  const inside = frame.contentDocument
  const root = inside?.querySelector('#root')
  if (!inside || !root) throw new Error('The frame has no document')
  const refused: string[] = []
  inside.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
    refused.push(violatedDirective),
  )
  return {
    refused,
    async show(children: ReactNode) {
      const made = createRoot(root)
      onTestFinished(() => act(() => made.unmount()))
      await act(async () => made.render(children))
      const head = root.querySelector('.etd-head')
      return head === null ? '' : frame.contentWindow?.getComputedStyle(head).display
    },
  }
}

it('under a Content-Security-Policy that allows styles by a nonce it is styled, and nothing is refused', async () => {
  const { show, refused } = await pageWith("style-src 'nonce-abc'")
  expect(await show(<EtaggedPanel client={aClient()} styleNonce="abc" />)).toBe('flex')
  expect(refused).toEqual([])
})

it('without the nonce that policy refuses the styles: the test above can fail', async () => {
  const { show, refused } = await pageWith("style-src 'nonce-abc'")
  expect(await show(<EtaggedPanel client={aClient()} />)).toBe('block')
  expect(refused.length).toBeGreaterThan(0)
})

it('the page’s own rules for elements do not reach into it', async () => {
  const style = document.createElement('style')
  style.textContent = `button { font-size: 40px; padding: 30px; text-transform: uppercase }
    table { border-collapse: collapse } h3 { margin: 50px } * { letter-spacing: 3px }`
  document.head.append(style)
  onTestFinished(() => style.remove())
  render(<EtaggedPanel client={aClient()} />)
  const { fontSize, textTransform, letterSpacing } = getComputedStyle(
    screen.getByRole('tab', { name: 'Overview' }),
  )
  expect({ fontSize, textTransform, letterSpacing }).toEqual({
    fontSize: '12px',
    textTransform: 'none',
    letterSpacing: 'normal',
  })
})
