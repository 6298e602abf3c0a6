/** `auto` follows the system. */
export type Theme = 'auto' | 'light' | 'dark'

/** index.html reads it as well, before anything is painted. */
export const THEME_KEY = 'etagged-demo-theme'

/** The theme, for `useSyncExternalStore`. */
export interface ThemeStore {
  readonly current: () => Theme
  readonly subscribe: (listener: () => void) => () => void
  readonly choose: (theme: Theme) => void
}

/** What was stored; anything else than a theme is `auto`. */
export function parseTheme(stored: string | null): Theme {
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}

const successors: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' }

/** What the switch offers next. */
export function nextTheme(theme: Theme): Theme {
  return successors[theme]
}

/**
 * Keeps the choice in `storage` and shows it on `root`; a storage that fails loses it at a reload.
 * `page` tells of a choice made elsewhere, such as around a frame, by `storage`.
 */
export function createThemeStore(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  root: { readonly dataset: Record<string, string | undefined> },
  page: Pick<EventTarget, 'addEventListener'>,
): ThemeStore {
  const listeners = new Set<() => void>()
  let theme = parseTheme(storage.getItem(THEME_KEY))
  root.dataset['theme'] = theme

  function show(next: Theme): void {
    if (next === theme) return
    theme = next
    root.dataset['theme'] = next
    for (const listener of listeners) listener()
  }

  page.addEventListener('storage', () => show(parseTheme(storage.getItem(THEME_KEY))))

  return {
    current: () => theme,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    choose(chosen) {
      show(chosen)
      storage.setItem(THEME_KEY, chosen)
    },
  }
}
