import { WifiOff } from 'lucide-react'
import { useIsOnline } from '../status/use-is-online.ts'

/** Tells that the browser has no network. It lies over the page's end, so that nothing moves. */
export function OfflineBanner() {
  const isOnline = useIsOnline()
  return (
    <div role="status">
      {!isOnline && (
        <p className="offline-banner">
          <WifiOff size={16} aria-hidden="true" />
          <span>You are offline. What you see is what this device has kept.</span>
        </p>
      )}
    </div>
  )
}
