import { expect } from 'vitest'
import { rejectionOf } from '../recorded.test-client.ts'
import type { Behaviour } from './behaviour.test-fixture.ts'
import { BY_STORING, STORABLE } from './storing.test-fixture.ts'

const WHATEVER_THE_REASON = { webkit: 'rejects with AbortError whatever the reason' }

function expectAbortError(error: unknown): void {
  expect(error).toBeInstanceOf(DOMException)
  expect(error).toMatchObject({ name: 'AbortError', code: 20 })
}

/** A caller who leaves. */
export const ABORTS: readonly Behaviour[] = [
  {
    says: 'a signal aborted before rejects with AbortError, and nobody is asked',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE })
      expectAbortError(await rejectionOf(fetch(url, { signal: AbortSignal.abort() })))
      expectAbortError(
        await rejectionOf(fetch(url, { signal: AbortSignal.abort(), method: 'POST' })),
      )
      const request = new Request(url, { signal: AbortSignal.abort() })
      expectAbortError(await rejectionOf(fetch(request)))
      expect(await origin.received(url)).toEqual([])
    },
  },
  {
    says: 'a signal aborted before rejects also where a store could answer, with its reason',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives({ headers: STORABLE, text: 'stored' })
      await (await fetch(url)).text()
      const reason = new Error('never mind')
      expect(await rejectionOf(fetch(url, { signal: AbortSignal.abort(reason) }))).toBe(reason)
      expectAbortError(await rejectionOf(fetch(url, { signal: AbortSignal.abort() })))
    },
  },
  {
    says: 'the reason may be anything',
    assert: async ({ fetch, origin }) => {
      const url = origin.gives()
      for (const reason of ['a string', null, 0]) {
        expect(await rejectionOf(fetch(url, { signal: AbortSignal.abort(reason) }))).toBe(reason)
      }
    },
  },
  {
    says: 'an abort before the head rejects with AbortError, and ends the transfer',
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const controller = new AbortController()
      const { signal } = controller
      const failure = rejectionOf(fetch(channel.url, { signal }))
      await channel.arrived()
      controller.abort()
      expectAbortError(await failure)
      await channel.closed()
    },
  },
  {
    says: 'an abort before the head rejects with the reason that was given',
    exceptions: WHATEVER_THE_REASON,
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const controller = new AbortController()
      const failure = rejectionOf(fetch(channel.url, { signal: controller.signal }))
      await channel.arrived()
      const reason = new Error('never mind')
      controller.abort(reason)
      expect(await failure).toBe(reason)
    },
  },
  {
    says: 'a Request’s own signal aborts as well, and a POST, too',
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const controller = new AbortController()
      const { signal } = controller
      const request = new Request(channel.url, { method: 'POST', body: 'said', signal })
      const failure = rejectionOf(fetch(request))
      await channel.arrived()
      controller.abort()
      expectAbortError(await failure)
      await channel.closed()
    },
  },
  {
    says: 'init’s signal stands in for the Request’s',
    assert: async ({ fetch, origin }) => {
      const former = new AbortController()
      const latter = new AbortController()
      const channel = origin.opens(STORABLE)
      const request = new Request(channel.url, { signal: former.signal })
      const answer = fetch(request, { signal: latter.signal })
      await channel.arrived()
      former.abort()
      await channel.write('one')
      await channel.end()
      expect(await (await answer).text()).toBe('one')
    },
  },
  {
    says: 'signal: null lets go of the Request’s',
    assert: async ({ fetch, origin }) => {
      const request = new Request(origin.gives({ text: 'here' }), { signal: AbortSignal.abort() })
      expect(await (await fetch(request, { signal: null })).text()).toBe('here')
    },
  },
  ...BY_STORING.flatMap(({ which, headers }): readonly Behaviour[] => [
    {
      says: `an abort while a body that ${which} comes fails its reading, and ends the transfer`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const controller = new AbortController()
        const answer = fetch(channel.url, { signal: controller.signal })
        await channel.write('one')
        const failure = rejectionOf((await answer).text())
        controller.abort()
        expectAbortError(await failure)
        await channel.closed()
      },
    },
    {
      says: `an abort with a reason fails the reading of a body that ${which} with it`,
      exceptions: {
        firefox: 'fails it with AbortError whatever the reason',
        webkit: 'fails it with AbortError whatever the reason',
      },
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const controller = new AbortController()
        const answer = fetch(channel.url, { signal: controller.signal })
        await channel.write('one')
        const failure = rejectionOf((await answer).text())
        const reason = new RangeError('never mind')
        controller.abort(reason)
        expect(await failure).toMatchObject({ name: 'RangeError', message: 'never mind' })
      },
    },
    {
      says: `an abort between the head and the reading of a body that ${which} fails the reading`,
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const controller = new AbortController()
        const answer = fetch(channel.url, { signal: controller.signal })
        await channel.write('one')
        const response = await answer
        controller.abort()
        await channel.closed()
        expectAbortError(await rejectionOf(response.text()))
      },
    },
    {
      says: `an abort while a body that ${which} comes fails a clone’s reading, too`,
      exceptions: { webkit: 'fails it with a TypeError that only quotes the AbortError' },
      assert: async ({ fetch, origin }) => {
        const channel = origin.opens(headers)
        const controller = new AbortController()
        const answer = fetch(channel.url, { signal: controller.signal })
        await channel.write('one')
        const response = await answer
        const failures = [response.clone(), response].map((each) => rejectionOf(each.text()))
        controller.abort()
        for (const failure of failures) expectAbortError(await failure)
      },
    },
  ]),
  {
    says: 'an abort when all is read changes nothing',
    assert: async ({ fetch, origin }) => {
      const controller = new AbortController()
      const { signal } = controller
      const response = await fetch(origin.gives({ headers: STORABLE, text: 'here' }), { signal })
      const clone = response.clone()
      expect([await response.text(), await clone.text()]).toEqual(['here', 'here'])
      controller.abort()
      expect([response.status, response.bodyUsed]).toEqual([200, true])
    },
  },
  {
    says: 'a signal that is never aborted leaves no trace: the same one serves many calls',
    assert: async ({ fetch, origin }) => {
      const { signal } = new AbortController()
      const url = origin.gives({ headers: STORABLE, text: 'here' })
      const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(url, { signal })))
      for (const answer of answers) expect(await answer.text()).toBe('here')
    },
  },
  {
    says: 'one of two callers who ask for the same may leave, and the other gets his answer',
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const controller = new AbortController()
      const leaving = rejectionOf(fetch(channel.url, { signal: controller.signal }))
      const staying = fetch(channel.url)
      await channel.arrived()
      controller.abort()
      expectAbortError(await leaving)
      await channel.write('here')
      await channel.end()
      expect(await (await staying).text()).toBe('here')
    },
  },
  {
    says: 'AbortSignal.timeout rejects with TimeoutError',
    exceptions: WHATEVER_THE_REASON,
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const error = await rejectionOf(fetch(channel.url, { signal: AbortSignal.timeout(20) }))
      expect(error).toBeInstanceOf(DOMException)
      expect(error).toMatchObject({ name: 'TimeoutError' })
    },
  },
  {
    says: 'AbortSignal.any rejects with the reason of the first that is aborted',
    exceptions: WHATEVER_THE_REASON,
    assert: async ({ fetch, origin }) => {
      const channel = origin.opens(STORABLE)
      const controllers = [new AbortController(), new AbortController()]
      const signal = AbortSignal.any(controllers.map((controller) => controller.signal))
      const failure = rejectionOf(fetch(channel.url, { signal }))
      await channel.arrived()
      const reason = new Error('the second')
      controllers[1]?.abort(reason)
      expect(await failure).toBe(reason)
    },
  },
]
