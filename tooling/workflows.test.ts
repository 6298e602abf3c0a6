import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './run-command.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
}

interface Job {
  readonly uses?: string
  readonly needs?: string
  readonly environment?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly env?: Readonly<Record<string, string>>
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly concurrency: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = join(ROOT, '.github', 'workflows')
const files = globSync('*.yml', { cwd: folder }).toSorted()
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
const read = (file: string): Workflow => parse(textOf(file)) as Workflow
const jobsOf = (file: string): readonly (readonly [string, Job])[] =>
  Object.entries(read(file).jobs)
const stepsOf = ({ steps = [] }: Job = {}): readonly Step[] => steps
/** What of others' a job calls, without the versions. */
const actionsOf = (job?: Job): readonly string[] =>
  stepsOf(job).flatMap(({ uses }) => (uses === undefined ? [] : uses.replace(/@.*/, '')))
const runsOf = (job?: Job): readonly string[] => stepsOf(job).flatMap(({ run = [] }) => run)

it('there are two workflows', () => {
  expect(files).toEqual(['ci.yml', 'release.yml'])
})

describe.each(files)('%s', (file) => {
  it('calls what others wrote by exact versions', () => {
    const used = jobsOf(file).flatMap(([, job]) =>
      [job, ...stepsOf(job)].flatMap(({ uses = [] }) => uses),
    )
    expect(used.length).toBeGreaterThan(0)
    for (const name of used) {
      expect(name).toMatch(/^(actions\/[\w-]+@v\d+\.\d+\.\d+|\.\/\.github\/workflows\/ci\.yml)$/)
    }
  })

  it('lets no job write, or run on, unless it says so itself', () => {
    const { permissions, concurrency } = read(file)
    expect(Object.values(permissions).filter((access) => access !== 'read')).toEqual([])
    expect(concurrency).toBeDefined()
    const endless = jobsOf(file).filter(
      ([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined,
    )
    expect(endless).toEqual([])
  })

  it('keeps no secret', () => {
    expect(textOf(file)).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/)
  })
})

describe('ci.yml', () => {
  it('runs what .ci/run runs, and nothing besides', () => {
    const { on, permissions, jobs } = read('ci.yml')
    expect(Object.keys(on)).toEqual(['push', 'pull_request', 'workflow_call'])
    expect(permissions).toEqual({ contents: 'read' })
    const all = Object.values(jobs)
    expect(all.map(({ permissions: own }) => own)).toEqual([undefined])
    expect(all.flatMap(runsOf)).toEqual(['.ci/run'])
    expect(all.flatMap(actionsOf)).toEqual(['actions/checkout'])
  })
})

describe('release.yml', () => {
  const { version, check, pack, publish } = read('release.yml').jobs

  it('lets one job publish, in its environment, and that job runs nothing of this repository', () => {
    const mayPublish = jobsOf('release.yml').filter(
      ([, { permissions }]) => permissions?.['id-token'] !== undefined,
    )
    expect(mayPublish.map(([name]) => name)).toEqual(['publish'])
    expect(publish?.permissions).toEqual({ 'id-token': 'write' })
    expect(publish?.environment).toBe('npm')
    expect(actionsOf(publish)).toEqual(['actions/setup-node', 'actions/download-artifact'])
    expect(runsOf(publish).join('\n')).toContain('npm publish "./$archive" --provenance')
    expect(runsOf(publish).join('\n')).not.toMatch(/npm (run|ci|install|test)|npx/)
  })

  it('publishes the archives that were checked, after everything else was', () => {
    expect([check?.needs, pack?.needs, publish?.needs]).toEqual(['version', 'check', 'pack'])
    expect(check?.uses).toBe('./.github/workflows/ci.yml')
    expect(pack?.env).toEqual({
      pnpm_config_trust_lockfile: 'false',
      ETAGGED_ARCHIVES: '${{ github.workspace }}/archives',
    })
    expect(runsOf(pack)).toEqual([
      'npm run setup',
      'npm run release:repository',
      'npm run build',
      'npm run release:pack -- archives',
      'npm test -- --only published',
    ])
  })

  it('makes a version only by a pull request', () => {
    expect(version?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' })
    expect(runsOf(version).join('\n')).toMatch(
      /release:version[^]*git push --force origin release\/next[^]*gh pr create/,
    )
  })

  it('calls scripts that there are', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8')
    const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> }
    const text = [version, pack].flatMap(runsOf).join('\n')
    const called = Array.from(
      text.matchAll(/npm run (?:--silent )?([\w:]+)/g),
      ([, name = '']) => name,
    )
    expect(called.length).toBeGreaterThan(3)
    expect(called.filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

it.each(globSync('.github/ISSUE_TEMPLATE/*.yml', { cwd: ROOT }))('%s can be read', (file) => {
  const form = parse(readFileSync(join(ROOT, file), 'utf8')) as {
    body?: readonly { type: string; id?: string }[]
  }
  const ids = (form.body ?? []).flatMap(({ id = [] }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(form).toSatisfy(() => file.endsWith('config.yml') || ids.length > 0)
})
