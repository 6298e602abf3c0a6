import type { Etagged } from '@etagged/core'
import { EtaggedProvider } from '@etagged/react'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { ActivityLog } from '../activity/activity-log.ts'
import { ActivityDock } from '../activity/activity-dock.tsx'
import { ActivityDrawer } from '../activity/activity-drawer.tsx'
import { isDrawerOpenAtFirst, keepDrawerOpen } from '../activity/drawer-choice.ts'
import type { Account } from '../auth/account.ts'
import { Controls } from '../controls/controls.tsx'
import { isPanelOpenAtFirst, keepPanelOpen } from '../panel/panel-choice.ts'
import type { DemoPanel } from '../panel/open-panel.ts'
import { WalletMenu } from '../wallet/wallet-menu.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import './shell.css'
import type { ThemeStore } from './theme.ts'
import { ThemeSwitch } from './theme-switch.tsx'
import { TopBar } from './top-bar.tsx'

interface ShellProps {
  readonly client: Etagged
  readonly account: Account
  readonly log: ActivityLog
  readonly theme: ThemeStore
  readonly panel: DemoPanel | undefined
}

/** What stays while one goes from page to page. */
export function Shell({ client, account, log, theme, panel }: ShellProps) {
  const { logins } = account
  const login = useSyncExternalStore(logins.subscribe, logins.current)
  const [isOpen, setIsOpen] = useState(() => isDrawerOpenAtFirst(window))
  const [isPanelOpen, setIsPanelOpen] = useState(() => isPanelOpenAtFirst(window.localStorage))
  const main = useFocusAtNewPage()

  function toggle(): void {
    keepDrawerOpen(window.localStorage, !isOpen)
    setIsOpen(!isOpen)
  }

  function togglePanel(): void {
    keepPanelOpen(window.localStorage, !isPanelOpen)
    setIsPanelOpen(!isPanelOpen)
  }

  return (
    <div className="shell" data-activity={isOpen ? 'open' : 'closed'}>
      <button type="button" className="button skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <TopBar>
        <Controls />
        <ThemeSwitch store={theme} />
        <WalletMenu account={account} />
      </TopBar>
      <main ref={main} tabIndex={-1}>
        <EtaggedProvider client={client} user={login?.address ?? null}>
          <Outlet />
        </EtaggedProvider>
      </main>
      <ActivityDrawer log={log} isOpen={isOpen} onClose={toggle} />
      {panel && <panel.Dock client={client} isOpen={isPanelOpen} />}
      <footer className="dock">
        <OfflineBanner />
        <ActivityDock
          log={log}
          bytesSaved={() => client.stats().bytesSaved}
          isOpen={isOpen}
          onToggle={toggle}
          panel={panel && { isOpen: isPanelOpen, onToggle: togglePanel }}
        />
      </footer>
    </div>
  )
}

/** A new page begins at its beginning for the keyboard and for screen readers, too. */
function useFocusAtNewPage() {
  const main = useRef<HTMLElement>(null)
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
        if (fromLocation !== undefined && pathChanged) main.current?.focus({ preventScroll: true })
      }),
    [router],
  )
  return main
}
