import { expect, it } from 'vitest'
import { Refusal } from '../harness/refusal.ts'
import { checkSession } from './wire-bytes.ts'

const ours = { name: 'etagged', role: 'ours' } as const
const peer = { name: 'peer', role: 'peer' } as const
const none = { name: 'none', role: 'scale' } as const
const script = { reads: 100, versions: 20 }

it.each([
  { device: ours, ok: 20, notModified: 80 },
  { device: peer, ok: 30, notModified: 70 },
  { device: none, ok: 100, notModified: 0 },
])('$device.role with $ok × 200 and $notModified × 304 has a figure', ({ device, ...seen }) => {
  expect(() => checkSession(device, { ...seen, other: 0, wire: 1 }, script)).not.toThrow()
})

it.each([
  { device: ours, ok: 21, notModified: 79, other: 0 },
  { device: ours, ok: 19, notModified: 81, other: 0 },
  { device: peer, ok: 30, notModified: 69, other: 0 },
  { device: peer, ok: 30, notModified: 70, other: 1 },
  { device: none, ok: 99, notModified: 1, other: 0 },
])(
  '$device.role with $ok × 200, $notModified × 304, $other × else has none',
  ({ device, ...seen }) => {
    expect(() => checkSession(device, { ...seen, wire: 1 }, script)).toThrow(Refusal)
  },
)
