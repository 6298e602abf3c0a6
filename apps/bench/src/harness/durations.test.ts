import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDurations } from './durations.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etagged-bench-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('what was noted is known to the next run', () => {
  const path = join(folder, 'deep', 'durations.json')
  expect(openDurations(path).of('quick', 'size')).toBeUndefined()
  openDurations(path).note('quick', 'size', 1200)
  expect(openDurations(path).of('quick', 'size')).toBe(1200)
  expect(openDurations(path).of('full', 'size')).toBeUndefined()
})

it('a damaged file is as none', () => {
  const path = join(folder, 'durations.json')
  writeFileSync(path, '{"quick')
  expect(openDurations(path).of('quick', 'size')).toBeUndefined()
})
