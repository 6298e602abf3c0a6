import { globSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from './run-command.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly run?: string
}

interface Job {
  readonly uses?: string
  readonly if?: string
  readonly needs?: string | readonly string[]
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

/** What workflows, jobs and steps may say. Among what is not here: defaults, continue-on-error, if of a step. */
const WORKFLOW_KEYS = 'name on permissions concurrency jobs'.split(' ')
const JOB_KEYS =
  'needs if runs-on timeout-minutes container permissions environment env outputs uses steps'.split(
    ' ',
  )
const STEP_KEYS = 'id uses with run env'.split(' ')
const KEYWORDS = 'if then elif else fi for while until do done'.split(' ')

const folder = join(ROOT, '.github', 'workflows')
const files = readdirSync(folder).toSorted()
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
const read = (file: string): Workflow => parse(textOf(file)) as Workflow
const jobsOf = (file: string): readonly (readonly [string, Job])[] =>
  Object.entries(read(file).jobs)
const stepsOf = ({ steps = [] }: Job = {}): readonly Step[] => steps
/** What of others' a job calls, without the versions. */
const actionsOf = (job?: Job): readonly string[] =>
  stepsOf(job).flatMap(({ uses }) => (uses === undefined ? [] : uses.replace(/@.*/, '')))
const runsOf = (job?: Job): readonly string[] => stepsOf(job).flatMap(({ run = [] }) => run)
/** Where a shell looks for a program: where a command begins, behind the variables set for it. */
const BEGINS =
  /(?<=(?:^|[;|&`!{]|(?<!:)\(|\b(?:if|then|elif|else|while|until|do)\b)\s*(?:\w+=(?:"[^"]*"|'[^']*'|[^\s"']*)\s+)*)["']?([\w./$][\w./-]*)(?![\w./=-])/gm
/** All programs of a job's scripts; of a text it may take words for more of them. */
const programsOf = (job?: Job): readonly string[] => {
  const script = runsOf(job)
    .join('\n')
    .replaceAll(/^\s*#.*$/gm, '')
  const words = Array.from(script.matchAll(BEGINS), ([, word = '']) => word)
  return [...new Set(words)].filter((word) => !KEYWORDS.includes(word)).toSorted()
}
const unknownKeys = (known: readonly string[], of: object): readonly string[] =>
  Object.keys(of).filter((key) => !known.includes(key))

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

  it('keeps no secret, and hands none on', () => {
    expect(textOf(file)).not.toMatch(/\bsecrets\b|NODE_AUTH_TOKEN|NPM_TOKEN/)
  })

  it('puts nothing into a script before the shell reads it', () => {
    const scripts = jobsOf(file).flatMap(([, job]) => runsOf(job))
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  it('says only what this test knows', () => {
    const jobs = jobsOf(file).map(([, job]) => job)
    expect(unknownKeys(WORKFLOW_KEYS, read(file))).toEqual([])
    expect(jobs.flatMap((job) => unknownKeys(JOB_KEYS, job))).toEqual([])
    expect(jobs.flatMap(stepsOf).flatMap((step) => unknownKeys(STEP_KEYS, step))).toEqual([])
  })

  it('leaves credentials beside the sources only to push, and checks out what the event is of', () => {
    const checkouts = jobsOf(file).flatMap(([name, job]) =>
      stepsOf(job)
        .filter(({ uses = '' }) => uses.startsWith('actions/checkout@'))
        .map(({ with: input }) => ({ name, input })),
    )
    expect(checkouts.length).toBeGreaterThan(0)
    for (const { name, input } of checkouts) {
      expect([name, input]).toEqual([
        name,
        name === 'propose' ? undefined : { 'persist-credentials': false },
      ])
    }
  })
})

describe('ci.yml', () => {
  it('runs what .ci/run runs, and nothing besides', () => {
    const { on, permissions, jobs } = read('ci.yml')
    expect(on).toEqual({ push: { branches: ['main'] }, pull_request: null, workflow_call: null })
    expect(permissions).toEqual({ contents: 'read' })
    const all = Object.values(jobs)
    expect(all.map(({ permissions: own, if: when }) => [own, when])).toEqual([
      [undefined, undefined],
    ])
    expect(all.flatMap(runsOf)).toEqual(['.ci/run'])
    expect(all.flatMap(actionsOf)).toEqual(['actions/checkout'])
  })
})

describe('release.yml', () => {
  const { on, permissions: ofAll, jobs } = read('release.yml')
  const { state, prepare, propose, check, pack, publish, tag } = jobs

  it('runs on what is pushed to main, and on nothing else', () => {
    expect(on).toEqual({ push: { branches: ['main'] } })
  })

  it('lets three jobs write, each no more than it does, and none of them runs code of others', () => {
    expect(ofAll).toEqual({})
    const writing = jobsOf('release.yml').filter(([, { permissions = {} }]) =>
      Object.values(permissions).some((access) => access !== 'read'),
    )
    expect(writing.map(([name, { permissions }]) => [name, permissions])).toEqual([
      ['propose', { contents: 'write', 'pull-requests': 'write' }],
      ['publish', { 'id-token': 'write' }],
      ['tag', { contents: 'write' }],
    ])
    expect(writing.map(([, job]) => [programsOf(job), actionsOf(job)])).toEqual([
      [
        ['gh', 'git', 'jq'],
        ['actions/checkout', 'actions/download-artifact'],
      ],
      [
        ['echo', 'jq', 'npm', 'tar'],
        ['actions/setup-node', 'actions/download-artifact'],
      ],
      [['exit', 'gh'], []],
    ])
    for (const job of [propose, tag]) expect(runsOf(job).join('\n')).not.toMatch(/np[mx]|node/)
  })

  it('asks the registry for what is there, and gives it archives without running their scripts', () => {
    const lines = runsOf(publish).flatMap((run) => run.match(/\bnpm [^)\n]*/g) ?? [])
    expect(lines).toEqual([
      'npm view "$name" version 2> /dev/null',
      'npm publish "./$archive" --provenance --access public --ignore-scripts',
    ])
    expect(publish?.environment).toBe('npm')
  })

  it('goes on only from what was made and checked before', () => {
    const order = Object.entries(jobs).map(([name, { needs, if: when }]) => [name, needs, when])
    expect(order).toEqual([
      ['state', undefined, undefined],
      ['prepare', 'state', "needs.state.outputs.next == 'version'"],
      ['propose', 'prepare', undefined],
      ['check', 'state', "needs.state.outputs.next == 'publish'"],
      ['pack', 'check', undefined],
      ['publish', 'pack', undefined],
      ['tag', ['state', 'publish'], undefined],
    ])
    expect(check?.uses).toBe('./.github/workflows/ci.yml')
  })

  it('decides by what is in the repository and the registry, before anything is installed', () => {
    expect(programsOf(state)).toEqual(['compgen', 'echo', 'exit', 'jq', 'npm', 'true'])
    expect(
      runsOf(state)
        .join('\n')
        .match(/\bnpm \w+/g),
    ).toEqual(['npm view'])
  })

  it('makes a version of packages only, and only by a pull request', () => {
    expect(prepare?.env).toEqual({ pnpm_config_trust_lockfile: 'false' })
    expect(runsOf(prepare)).toEqual([
      'npm run setup',
      'npm run release:version',
      'git add --all\ngit diff --cached --binary --no-renames > version.patch\n',
    ])
    const script = runsOf(propose).join('\n')
    expect(script).toMatch(
      /git apply --index [^]*git diff --cached --exit-code [^]*git commit [^]*gh pr create/,
    )
    expect(script.match(/':\(exclude[^']*'/g)).toEqual([
      "':(exclude,glob).changeset/*.md'",
      "':(exclude,glob)packages/*/package.json'",
      "':(exclude,glob)packages/*/CHANGELOG.md'",
    ])
    expect(script.match(/git push .*/g)).toEqual(['git push --force origin release/next'])
  })

  it('publishes the archives that were checked', () => {
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

  it('calls scripts that there are', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8')
    const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> }
    const text = [prepare, pack].flatMap(runsOf).join('\n')
    const called = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, name = '']) => name)
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
