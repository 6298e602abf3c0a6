import { expect, it } from 'vitest'
import { machineOf, versionsOf } from './machine.ts'

it('a machine is its cores and what runs on them, each once', () => {
  const machine = machineOf(['Chromium 156', undefined, 'Chromium 156'])
  expect(machine).toMatch(/^\d+ cores, Node \d+\.\d+\.\d+, Chromium 156$/)
})

it('a package is told with its installed release', () => {
  expect(versionsOf(['http-cache-semantics'])).toEqual([
    expect.stringMatching(/^http-cache-semantics \d+\.\d+\.\d+$/),
  ])
})

it('a package that is not installed is named', () => {
  expect(() => versionsOf(['no-such-package'])).toThrow(/no-such-package/)
})
