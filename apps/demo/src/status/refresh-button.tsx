import { RefreshCw } from 'lucide-react'

interface RefreshButtonProps {
  /** Is an answer awaited? Then a press does nothing; the button keeps the focus that it has. */
  readonly isAsking: boolean
  readonly onRefresh: () => void
}

export function RefreshButton({ isAsking, onRefresh }: RefreshButtonProps) {
  return (
    <button
      type="button"
      className="button refresh"
      aria-disabled={isAsking}
      onClick={isAsking ? undefined : onRefresh}
    >
      <RefreshCw size={15} aria-hidden="true" />
      <span>Refresh</span>
    </button>
  )
}
