import { EtaggedProvider } from '@etagged/react'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ActivityDock } from '../activity/activity-dock.tsx'
import { ActivityDrawer } from '../activity/activity-drawer.tsx'
import { isDrawerOpenAtFirst, keepDrawerOpen } from '../activity/drawer-choice.ts'
import { Controls } from '../controls/controls.tsx'
import { isPanelOpenAtFirst, keepPanelOpen } from '../panel/panel-choice.ts'
import type { Services } from '../router/routes.tsx'
import { FrameBar } from '../side-by-side/frame-bar.tsx'
import { TourCard } from '../tour/tour-card.tsx'
import { TourMenu } from '../tour/tour-menu.tsx'
import { WalletMenu } from '../wallet/wallet-menu.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import './shell.css'
import { ThemeSwitch } from './theme-switch.tsx'
import { TopBar } from './top-bar.tsx'
import { useUser } from './use-user.ts'

/** What stays while one goes from page to page. */
export function Shell(services: Services) {
  const { client, account, log, theme, storage, entry, tour, evidence, panel } = services
  const user = useUser(account, entry)
  const isFramed = entry !== undefined
  const [isOpen, setIsOpen] = useState(() =>
    isDrawerOpenAtFirst({ innerWidth: window.innerWidth, localStorage: storage }),
  )
  const [isPanelOpen, setIsPanelOpen] = useState(() => isPanelOpenAtFirst(storage))
  const main = useFocusAtNewPage()

  function toggle(): void {
    keepDrawerOpen(storage, !isOpen)
    setIsOpen(!isOpen)
  }

  function togglePanel(): void {
    keepPanelOpen(storage, !isPanelOpen)
    setIsPanelOpen(!isPanelOpen)
  }

  return (
    <div className="shell" data-activity={isOpen ? 'open' : 'closed'} data-framed={isFramed}>
      <button type="button" className="button skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      {entry && <FrameBar entry={entry} account={account} client={client} log={log} />}
      <TopBar isFramed={isFramed}>
        {tour && <TourMenu store={tour} />}
        {!isFramed && <Controls />}
        {!isFramed && <ThemeSwitch store={theme} />}
        <WalletMenu account={account} />
      </TopBar>
      <main ref={main} tabIndex={-1}>
        <EtaggedProvider client={client} user={user}>
          <Outlet />
        </EtaggedProvider>
      </main>
      <ActivityDrawer log={log} isOpen={isOpen} onClose={toggle} />
      {tour && <TourCard store={tour} evidence={evidence} account={account} />}
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
        // Who is on the tour stays at its card.
        if (document.activeElement?.closest('.tour-card')) return
        if (fromLocation !== undefined && pathChanged) main.current?.focus({ preventScroll: true })
      }),
    [router],
  )
  return main
}
