import { parentPort, workerData } from 'node:worker_threads'
import { searchHistories } from '../histories/search.ts'
import type { Report, Task } from './messages.ts'

// Given by the thread that started this one, from the same build.
const { seed, histories } = workerData as Task

const tell = (report: Report): void => parentPort?.postMessage(report)

const result = await searchHistories({
  seed,
  histories,
  onProgress: (done) => tell({ type: 'progress', done }),
})
tell({ type: 'end', result })
