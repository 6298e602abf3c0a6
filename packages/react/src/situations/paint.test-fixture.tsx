import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { asInAPage } from './as-in-a-page.test-fixture.ts'

/** Milliseconds from the first render of a page until a frame shows this text. */
export function paintedAfter(text: string, content: ReactNode): Promise<number> {
  return asInAPage(async () => {
    const host = document.body.appendChild(document.createElement('div'))
    const root = createRoot(host)
    const begun = performance.now()
    root.render(content)
    await new Promise<void>((resolve) => {
      function look(): void {
        if (host.textContent.includes(text)) resolve()
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    const painted = performance.now() - begun
    root.unmount()
    host.remove()
    return painted
  })
}

/** The best of some attempts: a busy machine may take any time for anything. */
export async function bestOf(attempts: number, enough: number, measure: () => Promise<number>) {
  let best = Infinity
  for (let attempt = 0; attempt < attempts && best >= enough; attempt++) {
    best = Math.min(best, await measure())
  }
  return best
}
