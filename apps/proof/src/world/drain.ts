/**
 * Lets everything run that waits for nothing but its turn. Node takes up its queue of ticks only
 * when the queue of microtasks is empty, whatever those have added meanwhile: so no number of
 * awaits in a row outlasts one call.
 */
export function drain(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve)
  })
}

/** Lets the event loop turn, so that a long run collects its garbage and answers whoever asks. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
