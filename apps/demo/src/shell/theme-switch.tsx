import { Moon, Sun, SunMoon } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { nextTheme, type ThemeStore } from './theme.ts'

const icons = { auto: SunMoon, light: Sun, dark: Moon } as const

/** One button that goes round: as the system has it, light, dark. */
export function ThemeSwitch({ store }: { readonly store: ThemeStore }) {
  const theme = useSyncExternalStore(store.subscribe, store.current)
  const Icon = icons[theme]
  const label = `Theme: ${theme}`
  return (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      data-icon
      aria-label={label}
      title={label}
      onClick={() => store.choose(nextTheme(theme))}
    >
      <Icon size={17} aria-hidden="true" />
    </button>
  )
}
