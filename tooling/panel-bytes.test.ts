import { build, type Rollup } from 'vite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DEMO } from './build-demo.ts'
import { bundle } from './bundle.ts'

const NAMES = 'EtaggedDevtools, EtaggedPanel, etaggedPlugin, record, createSimulation'
const devtools = new URL('../packages/devtools/src/', import.meta.url).pathname

const isPeer = (id: string): boolean => /^(?:react|@etagged\/core)(?:\/|$)/.test(id)

afterEach(() => void vi.unstubAllEnvs())

describe('I48: in a production bundle', () => {
  it('all names of @etagged/devtools are stand-ins, of a few bytes', async () => {
    const code = await bundle(`export { ${NAMES} } from '${devtools}index.ts'`, isPeer)
    console.log(`stand-ins: ${code.length} bytes`)
    expect(code.length).toBeLessThanOrEqual(500)
    expect(code).not.toMatch(/etd|core/)
  })

  it('they are the panel when they come from ./production', async () => {
    const code = await bundle(`export { ${NAMES} } from '${devtools}production/index.ts'`, isPeer)
    console.log(`panel: ${code.length} bytes`)
    expect(code).toContain('etd-tabs')
  })

  it('of the demo there is not one byte of the panel', async () => {
    expect(await bytesOfPanel()).toBe(0)
  })

  it('of a demo that opts in there is', async () => {
    vi.stubEnv('VITE_PANEL', 'on')
    expect(await bytesOfPanel()).toBeGreaterThan(10_000)
  })
})

/** Of everything that a build of the demo would write: what comes of the panel's sources. */
async function bytesOfPanel(): Promise<number> {
  vi.stubEnv('NODE_ENV', 'production')
  const { output } = (await build({
    root: DEMO,
    logLevel: 'silent',
    build: { write: false },
  })) as Rollup.RollupOutput
  const sizes = output.map((file) => {
    if (file.type === 'asset') return String(file.source).includes('etd-') ? file.source.length : 0
    const ofPanel = Object.entries(file.modules).filter(([id]) => id.startsWith(devtools))
    const bytes = ofPanel.reduce((sum, [, { renderedLength }]) => sum + renderedLength, 0)
    return bytes === 0 && file.code.includes('etd-') ? file.code.length : bytes
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}
