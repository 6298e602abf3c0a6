const KEY = 'etagged-demo-panel'

/** As the visitor left it. */
export function isPanelOpenAtFirst(storage: Pick<Storage, 'getItem'>): boolean {
  return storage.getItem(KEY) === 'open'
}

export function keepPanelOpen(storage: Pick<Storage, 'setItem'>, isOpen: boolean): void {
  storage.setItem(KEY, isOpen ? 'open' : 'closed')
}
