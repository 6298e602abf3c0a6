import { constants } from 'node:os'
import { selectSteps } from './only.ts'
import { nodeProblem } from './node-version.ts'
import { endRunningCommands } from './run-command.ts'
import { type Outcome, WAVES, type Step } from './steps.ts'
import { summarize, type StepResult } from './summary.ts'
import { whenToldToEnd } from './when-told-to-end.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const attempt = async (step: Step): Promise<StepResult> => {
  const { name } = step
  const start = performance.now()
  say(`  … ${name}`)
  const { output, findings, ...outcome } = await step
    .run((line) => say(`    ${name}: ${line}`))
    .catch((error: unknown): Outcome => ({ ok: false, output: messageOf(error) }))
  const seconds = (performance.now() - start) / 1000
  say(`  ${outcome.ok ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s`)
  if (outcome.ok) for (const finding of findings ?? []) say(`    ${finding}`)
  else say(`\n${output}\n`)
  return { name, seconds, ...outcome }
}

/** A step whose groundwork failed would test something else, so it fails without being tried. */
const runStep = async (step: Step, done: readonly StepResult[]): Promise<StepResult> => {
  const broken = step.needs.find((need) => done.some(({ name, ok }) => name === need && !ok))
  if (broken === undefined) return attempt(step)
  say(`  ✗ ${step.name} not run: ${broken} failed`)
  return { name: step.name, ok: false, seconds: 0, notRun: `${broken} failed` }
}

const check = async (selected: ReadonlySet<string>): Promise<StepResult[]> => {
  const results: StepResult[] = []
  for (const wave of WAVES) {
    const steps = wave.filter(({ name }) => selected.has(name))
    results.push(...(await Promise.all(steps.map((step) => runStep(step, results)))))
  }
  return results
}

const select = (): Set<string> => {
  try {
    return selectSteps(WAVES.flat(), process.argv.slice(2))
  } catch (error) {
    return fail(messageOf(error))
  }
}

whenToldToEnd((signal) => {
  void endRunningCommands().finally(() => process.exit(128 + constants.signals[signal]))
})

const problem = nodeProblem(process.version)
if (problem !== undefined) fail(problem)
const selected = select()
say(`node ${process.versions.node}, ${process.platform} ${process.arch}`)
const results = await check(selected)
say(`\n${summarize(results)}`)
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
