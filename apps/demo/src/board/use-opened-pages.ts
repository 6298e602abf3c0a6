import { useState } from 'react'
import { createOpenedPages } from './opened-pages.ts'

const openedPages = createOpenedPages(window.sessionStorage)

interface Opened {
  readonly pages: number
  /** How many of them the history brought back. */
  readonly restored: number
  readonly openNext: () => void
}

/** How many pages are open at this entry of the browser's history. */
export function useOpenedPages(entry: string): Opened {
  const [opened, setOpened] = useState(() => openedAt(entry))
  const { pages, restored } = opened.entry === entry ? opened : openedAt(entry)
  return {
    pages,
    restored,
    openNext() {
      openedPages.write(entry, pages + 1)
      setOpened({ entry, restored, pages: pages + 1 })
    },
  }
}

function openedAt(entry: string): { entry: string; pages: number; restored: number } {
  const pages = openedPages.read(entry)
  return { entry, pages, restored: pages }
}
