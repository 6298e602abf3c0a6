import { isDeepStrictEqual } from 'node:util'
import type { Role } from '../harness/candidate.ts'
import { ratioOf } from '../harness/compare.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { targetOf } from '../harness/target.ts'
import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'
import type { Log } from '../origin/listener.ts'
import { openOrigin, type Origin, type Port } from '../origin/open-origin.ts'
import { versionAt } from '../origin/schedule.ts'
import { createDevices, type Device, type Page } from '../peers/devices.ts'

/** Of a resource, from one poll to the next. */
const CHANGE = 0.1

/** Ten minutes of a poll every ten seconds. */
const POLLS_BEFORE = 60

const POLLS_AFTER = 6

/** What the page shows. */
const PATHS: readonly string[] = [
  listPath(50),
  ...Array.from({ length: 10 }, (_, index) => coinPath(index)),
]

export const wireBytes: Row = {
  name: 'wire-bytes',
  title: 'Bytes on the wire of a session',
  about:
    'A page opens a list of 50 and 10 coins, polls them every 10 seconds for 10 minutes, of which ' +
    'a tenth find a change, is reloaded, and goes on for a minute. The time is virtual; nobody ' +
    "measures it. Bytes are those on the origin's sockets, both ways, without gzip. It runs in Node, " +
    "without a browser's HTTP cache, which would answer some of it, for all alike. Checked: " +
    'every answer equals what the origin had at that poll, and no 200 is avoidable for ours.',
  async run() {
    const origin = openOrigin()
    try {
      const group = await playAll(origin)
      return { groups: [group], targets: [targetOfBytes(group)] }
    } finally {
      origin.close()
    }
  },
}

const limit = 'ETag client by hand, kept on disk'

function targetOfBytes(group: Group): Target {
  return targetOf({
    id: 'T9',
    promise: 'Bytes of a session of polls and a reload: at most 1.02 × a client by hand',
    figure: ratioOf(group, 'etagged.json, with a store', limit),
    bound: { atMost: 1.02 },
  })
}

interface Player {
  readonly device: Device
  readonly port: Port
  page: Page
}

async function playAll(origin: Origin): Promise<Group> {
  const players: Player[] = []
  for (const device of createDevices()) {
    players.push({ device, port: await origin.listen('max-age=0'), page: await device.open() })
  }
  for (let poll = 0; poll <= POLLS_BEFORE; poll++) await pollAll(origin, players, poll)
  for (const player of players) {
    await player.page.close()
    player.page = await player.device.open()
  }
  const last = POLLS_BEFORE + POLLS_AFTER
  for (let poll = POLLS_BEFORE + 1; poll <= last; poll++) await pollAll(origin, players, poll)
  const measured = []
  for (const { device, port, page } of players) {
    await page.close()
    const log = await port.log()
    checkSession(device, log, { reads: (last + 1) * PATHS.length, versions: versionsBy(last) })
    const counted = { '200': String(log.ok), '304': String(log.notModified) }
    measured.push({ ...device, samples: [log.wire], runs: 1, counted })
  }
  return { subject: 'the session', unit: 'bytes', measured }
}

/** All pages read all that they show. */
async function pollAll(origin: Origin, players: readonly Player[], poll: number): Promise<void> {
  await origin.poll(poll, CHANGE)
  for (const path of PATHS) {
    const expected: unknown = JSON.parse(bodyOf(path, versionAt(path, poll, CHANGE)) ?? 'null')
    for (const { device, port, page } of players) {
      const data = await page.read(port.url + path)
      assertDone(
        isDeepStrictEqual(data, expected),
        `${device.name} gave old data of ${path} at poll ${poll}`,
      )
    }
  }
}

/** How many different bodies the session has seen: no cache can do with fewer 200s. */
function versionsBy(poll: number): number {
  return PATHS.reduce((sum, path) => sum + 1 + versionAt(path, poll, CHANGE), 0)
}

/** @throws Refusal unless all was read at the origin, by the limit and ours without a 200 too many */
export function checkSession(
  { name, role }: { readonly name: string; readonly role: Role },
  { ok, notModified, other }: Log,
  { reads, versions }: { readonly reads: number; readonly versions: number },
): void {
  assertDone(
    ok + notModified === reads && other === 0,
    `${name} read ${reads} times, and the origin answered ${ok} × 200, ${notModified} × 304, ${other} × else`,
  )
  const mustBeLeast = role === 'limit' || role === 'ours'
  assertDone(
    !mustBeLeast || ok === versions,
    `${name} took ${ok} × 200 for ${versions} different bodies`,
  )
  assertDone(role !== 'scale' || ok === reads, `${name} was to cache nothing, and got a 304`)
}
