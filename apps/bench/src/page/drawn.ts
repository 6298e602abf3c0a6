/**
 * A turn of its own after the second frame: what was rendered before has been shown by then, and what
 * was told has been rendered.
 */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
  })
}
