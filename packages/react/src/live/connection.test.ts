import { describe, expect, it } from 'vitest'
import { createConnection } from './connection.ts'
import { type ManualPlatform, manualPlatform } from './manual.test-platform.ts'
import { type ScriptedSource, scriptedSource } from './scripted-source.test-fixture.ts'
import { collectUncaught } from './uncaught.test-tool.ts'

interface Stage {
  readonly source: ScriptedSource<string>
  readonly platform: ManualPlatform
  /** Events, and `behind` where something may have been missed. */
  readonly heard: readonly string[]
  readonly want: () => void
  readonly leave: () => void
}

function openStage(source = scriptedSource<string>()): Stage {
  const platform = manualPlatform()
  const heard: string[] = []
  let isWanted = false
  const settle = createConnection(
    source,
    () => isWanted,
    (event) => heard.push(event),
    () => heard.push('behind'),
    platform,
  )
  const set = (next: boolean) => (): void => {
    isWanted = next
    settle()
  }
  return { source, platform, heard, want: set(true), leave: set(false) }
}

describe('A connection', () => {
  it('is there while it is wanted, and once however often that is said', () => {
    const { source, platform, want, leave } = openStage()
    expect(source.connections).toHaveLength(0)
    want()
    want()
    expect(source.connections).toHaveLength(1)
    expect(platform.watching()).toBe(1)
    leave()
    expect(source.latest().isClosed).toBe(true)
    expect(platform.watching()).toBe(0)
    expect(platform.due()).toEqual([])
  })

  it('tells of events, and of nothing that was missed when it opens first', () => {
    const { source, heard, want } = openStage()
    want()
    source.latest().open()
    source.latest().send('one')
    source.latest().send('two')
    expect(heard).toEqual(['one', 'two'])
  })

  it('hears nothing of a connection that it has closed', () => {
    const { source, platform, heard, want, leave } = openStage()
    want()
    const former = source.latest()
    leave()
    former.open()
    former.send('late')
    former.break()
    expect(heard).toEqual([])
    expect(platform.due()).toEqual([])
  })

  it('that breaks is made again, and may have missed something once it is open', () => {
    const { source, platform, heard, want } = openStage()
    want()
    source.latest().open()
    source.latest().send('one')
    source.latest().break()
    expect(source.latest().isClosed).toBe(true)
    expect(source.connections).toHaveLength(1)
    platform.pass(1000)
    expect(source.connections).toHaveLength(2)
    expect(heard).toEqual(['one'])
    source.latest().open()
    source.latest().send('two')
    expect(heard).toEqual(['one', 'behind', 'two'])
  })

  it('that could not be had at first may have missed something when it can', () => {
    const { source, platform, heard, want } = openStage()
    want()
    source.latest().break()
    platform.pass(1000)
    source.latest().open()
    expect(heard).toEqual(['behind'])
  })

  it('that takes 5 s to open may have missed something meanwhile', () => {
    for (const [opening, expected] of [
      [5000, ['behind']],
      [4999, []],
    ] as const) {
      const { source, platform, heard, want } = openStage()
      want()
      platform.pass(opening)
      source.latest().open()
      expect(heard).toEqual(expected)
    }
  })

  it('is tried less often each time that it cannot be had, down to every 30 s', () => {
    const { source, platform, want } = openStage()
    want()
    const waits: number[] = []
    for (let failure = 0; failure < 7; failure++) {
      source.latest().break()
      const [wait = 0] = platform.due()
      waits.push(wait)
      platform.pass(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  })

  it('waits by chance up to a half less', () => {
    const { source, platform, want } = openStage()
    platform.nextChance = 1
    want()
    source.latest().break()
    expect(platform.due()).toEqual([500])
  })

  it('is a failure like others if it breaks as soon as it is open', () => {
    const { source, platform, want } = openStage()
    want()
    const waits: number[] = []
    for (let failure = 0; failure < 3; failure++) {
      source.latest().open()
      source.latest().break()
      const [wait = 0] = platform.due()
      waits.push(wait)
      platform.pass(wait)
    }
    expect(waits).toEqual([1000, 2000, 4000])
  })

  it.each([
    ['an event', ({ source }: Stage) => source.latest().send('one')],
    ['half a minute', ({ platform }: Stage) => platform.pass(30_000)],
  ])('is good again after %s', (_, prove) => {
    const stage = openStage()
    const { source, platform, want } = stage
    want()
    source.latest().break()
    platform.pass(1000)
    source.latest().open()
    prove(stage)
    source.latest().break()
    expect(platform.due()).toEqual([1000])
  })

  it('that breaks before the source has returned is closed, and made again', () => {
    let closed = 0
    const scripted = scriptedSource<string>()
    const broken: ScriptedSource<string> = {
      ...scripted,
      open({ onClose }) {
        onClose()
        return () => closed++
      },
    }
    const { platform, want } = openStage(broken)
    want()
    expect(closed).toBe(1)
    expect(platform.due()).toEqual([1000])
  })

  it('that a source says to be broken as it is closed is closed, and no more', () => {
    const scripted = scriptedSource<string>()
    const talkative: ScriptedSource<string> = {
      ...scripted,
      open(listener) {
        const close = scripted.open(listener)
        return () => {
          close()
          listener.onClose()
        }
      },
    }
    const { source, platform, want, leave } = openStage(talkative)
    want()
    source.latest().open()
    leave()
    expect(platform.due()).toEqual([])
    want()
    source.latest().break()
    expect(platform.due()).toEqual([1000])
  })

  it('that the source fails to make is reported, and tried again', async () => {
    const uncaught = collectUncaught()
    const scripted = scriptedSource<string>()
    const failing: ScriptedSource<string> = {
      ...scripted,
      open() {
        throw new SyntaxError('no URL')
      },
    }
    const { platform, want } = openStage(failing)
    want()
    await Promise.resolve()
    expect(uncaught).toEqual([new SyntaxError('no URL')])
    expect(platform.due()).toEqual([1000])
  })
})

describe('In a page', () => {
  it('that nobody sees nothing is opened, and one that is open lasts as long as the patience', () => {
    const { source, platform, heard, want } = openStage()
    platform.look(10_000)
    want()
    expect(source.connections).toHaveLength(0)
    platform.look(Infinity)
    source.latest().open()
    platform.look(10_000)
    source.latest().send('meanwhile')
    platform.pass(9999)
    expect(source.latest().isClosed).toBe(false)
    platform.pass(1)
    expect(source.latest().isClosed).toBe(true)
    platform.pass(3_600_000)
    expect(source.connections).toHaveLength(1)
    platform.look(Infinity)
    source.latest().open()
    expect(source.connections).toHaveLength(2)
    expect(heard).toEqual(['meanwhile', 'behind'])
  })

  it('that is seen again in time nothing was missed', () => {
    const { source, platform, heard, want } = openStage()
    want()
    source.latest().open()
    platform.look(10_000)
    platform.pass(9000)
    platform.look(Infinity)
    platform.pass(60_000)
    expect(source.connections).toHaveLength(1)
    expect(source.latest().isClosed).toBe(false)
    expect(heard).toEqual([])
  })

  it('that is left, or offline, it ends at once, and no other is tried', () => {
    const { source, platform, heard, want } = openStage()
    want()
    source.latest().open()
    platform.look(0)
    expect(source.latest().isClosed).toBe(true)
    platform.pass(3_600_000)
    expect(source.connections).toHaveLength(1)
    platform.look(Infinity)
    source.latest().open()
    expect(heard).toEqual(['behind'])
  })

  it('that is hidden while a connection is waited for the wait ends, too', () => {
    const { source, platform, want } = openStage()
    want()
    for (const wait of [1000, 2000, 4000, 8000]) {
      source.latest().break()
      platform.pass(wait)
    }
    source.latest().break()
    platform.look(10_000)
    platform.pass(10_000)
    expect(platform.due()).toEqual([])
    platform.pass(60_000)
    expect(source.connections).toHaveLength(5)
    platform.look(Infinity)
    expect(source.connections).toHaveLength(6)
  })
})
