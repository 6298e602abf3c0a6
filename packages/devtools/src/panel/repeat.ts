/**
 * Does it now, and again so long after it is done each time, until the returned function ends that.
 *
 * @param work must not reject
 * @param between ms
 */
export function repeat(work: () => Promise<void> | void, between: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  async function turn(): Promise<void> {
    await work()
    if (!isOver) timer = setTimeout(() => void turn(), between)
  }

  void turn()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
