import type { Page } from '@playwright/test'
import { storedRows } from '../../../tooling/stored-rows.ts'

/** How often the document was searched for certain texts, and how often one was there. */
export interface Sightings {
  /** While the first user was on. */
  readonly before: { checks: number; found: number }
  /** From the first commit on in which the wallet menu shows somebody else, or nobody. */
  readonly after: { checks: number; found: number }
}

declare global {
  interface Window {
    sightings: Sightings
    /** What the document is searched for, as character codes. */
    needles?: (readonly number[])[]
  }
}

/**
 * Looks through the whole document at each commit of React, and at each mutation, whoever made it.
 * Call it before the page is opened; further calls add to what is looked for from the next load on.
 */
export async function watchDocument(page: Page, texts: readonly string[]): Promise<void> {
  // As numbers: the search must not bring to the page what it looks for.
  const needles = texts.map((text) => Array.from(text, (character) => character.charCodeAt(0)))
  await page.addInitScript((wanted: readonly (readonly number[])[]) => {
    if (window.needles !== undefined) {
      window.needles.push(...wanted)
      return
    }
    const sought = (window.needles = [...wanted])
    const seen: Sightings = { before: { checks: 0, found: 0 }, after: { checks: 0, found: 0 } }
    window.sightings = seen
    let first: string | undefined
    let hasSwitched = false

    const holds = (text: string, codes: readonly number[]): boolean => {
      const [head = 0] = codes
      const initial = String.fromCharCode(head)
      for (
        let start = text.indexOf(initial);
        start >= 0;
        start = text.indexOf(initial, start + 1)
      ) {
        let length = 1
        while (length < codes.length && text.charCodeAt(start + length) === codes[length]) length++
        if (length === codes.length) return true
      }
      return false
    }
    const markupOf = (node: Node): string =>
      node instanceof Element ? node.outerHTML : (node.textContent ?? '')

    const look = (records: readonly MutationRecord[]): void => {
      const shown = document.querySelector<HTMLElement>('.user-switch')?.dataset['user']
      first ??= shown === '' ? undefined : shown
      hasSwitched ||= first !== undefined && shown !== first
      const added = records.flatMap((record) => [...record.addedNodes])
      const markup = [document.documentElement, ...added].map(markupOf)
      const tally = hasSwitched ? seen.after : seen.before
      tally.checks++
      if (sought.some((codes) => markup.some((text) => holds(text, codes)))) tally.found++
    }
    // React, in every build, tells this of each commit before it runs effects or lets others run.
    const hook = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => look([]),
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    }
    Object.assign(window, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook })
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
  }, needles)
}

export function sightingsOn(page: Page): Promise<Sightings> {
  return page.evaluate(() => window.sightings)
}

/** Which of the texts stand in any row, key or name of any IndexedDB database. */
export async function foundInDatabases(
  page: Page,
  texts: readonly string[],
): Promise<readonly string[]> {
  const rows = JSON.stringify(await page.evaluate(storedRows))
  return texts.filter((text) => rows.includes(text))
}

/** Which of the texts are reachable in the page's memory, once all garbage is collected. */
export async function foundInHeap(
  page: Page,
  texts: readonly string[],
): Promise<readonly string[]> {
  const snapshot = await heapSnapshot(page)
  return texts.filter((text) => snapshot.includes(text))
}

/** A snapshot's strings are cut after about a thousand characters. */
async function heapSnapshot(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  try {
    const chunks: string[] = []
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
    await session.send('HeapProfiler.collectGarbage')
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
    return chunks.join('')
  } finally {
    await session.detach()
  }
}
