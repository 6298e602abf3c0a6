const KEY = 'etagged-demo-activity'

/** Has a drawer beside a page the room that it takes? In CSS pixels. */
const ROOMY = 1440

/** As the visitor left it; else open where there is room for it. */
export function isDrawerOpenAtFirst(page: {
  readonly innerWidth: number
  readonly localStorage: Pick<Storage, 'getItem'>
}): boolean {
  const kept = page.localStorage.getItem(KEY)
  return kept === 'open' || (kept !== 'closed' && page.innerWidth >= ROOMY)
}

export function keepDrawerOpen(storage: Pick<Storage, 'setItem'>, isOpen: boolean): void {
  storage.setItem(KEY, isOpen ? 'open' : 'closed')
}
