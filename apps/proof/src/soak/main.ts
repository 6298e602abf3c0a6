import { Worker } from 'node:worker_threads'
import { formatFailure, type SearchResult } from '../histories/search.ts'
import { ArgumentError, parseArguments, type SoakOptions } from './arguments.ts'
import type { Report, Task } from './messages.ts'

const SECONDS_PER_LINE = 10

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Runs one part of the histories in a thread; `undefined`: another part went wrong. */
function run(
  task: Task,
  stop: AbortSignal,
  onProgress: (done: number) => void,
): Promise<SearchResult | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    })
    worker.on('message', (report: Report) => {
      if (report.type === 'progress') return onProgress(report.done)
      onProgress(report.result.histories)
      resolve(report.result)
    })
    stop.addEventListener('abort', () => {
      resolve(undefined)
      void worker.terminate()
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error(`The histories from seed ${task.seed} ended early`)))
  })
}

/** Each worker's part: seeds in a row. */
function partsOf({ histories, seed, workers }: SoakOptions): readonly Task[] {
  const size = Math.ceil(histories / workers)
  return Array.from({ length: workers }, (_, index) => ({
    seed: seed + index * size,
    histories: Math.min(size, histories - index * size),
  })).filter((part) => part.histories > 0)
}

async function soak(options: SoakOptions): Promise<boolean> {
  const { histories, seed, workers } = options
  say(`${histories} histories from seed ${seed} in ${workers} workers`)
  const began = performance.now()
  const done = new Map<number, number>()
  const line = (): string => {
    const seconds = (performance.now() - began) / 1000
    const total = [...done.values()].reduce((sum, count) => sum + count, 0)
    return `${total} of ${histories} histories, ${Math.round(total / seconds)} a second, ${Math.round(seconds)} s`
  }
  const progress = setInterval(() => say(line()), SECONDS_PER_LINE * 1000)
  const stop = new AbortController()
  let broken = 0
  async function runPart(part: Task): Promise<void> {
    const result = await run(part, stop.signal, (count) => done.set(part.seed, count))
    if (result?.failure === undefined) return
    broken++
    say(`\n${formatFailure(result.failure)}`)
    stop.abort()
  }
  await Promise.all(partsOf(options).map(runPart)).finally(() => clearInterval(progress))
  say(line())
  say(
    broken === 0
      ? `No invariant was broken (seed ${seed})`
      : `An invariant was broken (seed ${seed})`,
  )
  return broken === 0
}

try {
  process.exitCode = (await soak(parseArguments(process.argv.slice(2), Date.now()))) ? 0 : 1
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
