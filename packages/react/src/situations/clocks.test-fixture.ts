import type { Clock } from '@etagged/core'

const HOUR = 3600

/** How much longer than meant is waited: a slow machine is no reason to give a disk up. */
const PATIENCE = 20

/** Real time, and longer waits. */
export const patient: Clock = {
  now: () => Date.now() / 1000,
  after: (delay, task) => later(delay * PATIENCE, task),
}

export const anHourAgo: Clock = { ...patient, now: () => patient.now() - HOUR }

/** Waits as long as it is told to. */
export const prompt: Clock = { ...patient, after: later }

function later(delay: number, task: () => void): () => void {
  const timer = setTimeout(task, delay * 1000)
  return () => clearTimeout(timer)
}
