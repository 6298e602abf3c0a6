import { describe, expect, it } from 'vitest'
import { createThemeStore, nextTheme, parseTheme, THEME_KEY } from './theme.ts'

function storageWith(entries: Record<string, string>): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map(Object.entries(entries))
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  }
}

const emptyRoot = (): { readonly dataset: Record<string, string | undefined> } => ({ dataset: {} })

describe('the theme', () => {
  it('is the one that was stored, and shown at once', () => {
    const root = emptyRoot()
    const store = createThemeStore(storageWith({ [THEME_KEY]: 'dark' }), root, new EventTarget())
    expect(store.current()).toBe('dark')
    expect(root.dataset['theme']).toBe('dark')
  })

  it.each([null, '', 'auto', 'DARK', '"light"'])('is auto when %j was stored', (stored) => {
    expect(parseTheme(stored)).toBe('auto')
  })

  it('is kept, shown and told when it is chosen', () => {
    const storage = storageWith({})
    const root = emptyRoot()
    const store = createThemeStore(storage, root, new EventTarget())
    const told: string[] = []
    const leave = store.subscribe(() => told.push(store.current()))
    store.choose('light')
    leave()
    store.choose('dark')
    expect(told).toEqual(['light'])
    expect(root.dataset['theme']).toBe('dark')
    expect(storage.getItem(THEME_KEY)).toBe('dark')
  })

  it('follows a choice made in another page of this browser', () => {
    const storage = storageWith({})
    const root = emptyRoot()
    const page = new EventTarget()
    const store = createThemeStore(storage, root, page)
    const told: string[] = []
    store.subscribe(() => told.push(store.current()))
    storage.setItem(THEME_KEY, 'dark')
    page.dispatchEvent(new Event('storage'))
    page.dispatchEvent(new Event('storage'))
    expect(told).toEqual(['dark'])
    expect(root.dataset['theme']).toBe('dark')
  })

  it('comes round after all three', () => {
    expect(nextTheme(nextTheme(nextTheme('auto')))).toBe('auto')
  })
})
