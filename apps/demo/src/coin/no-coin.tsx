import { CircleSlash, Hourglass, type LucideIcon, SearchX, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { BoardLink } from '../router/board-link.tsx'
import { Notice } from '../status/notice.tsx'
import { type NoCoin, whyNoCoin } from './why-no-coin.ts'

interface NoCoinNoticeProps {
  readonly mint: string
  readonly error: Error
  readonly onRetry: () => void
}

interface Words {
  readonly icon: LucideIcon
  readonly title: string
  readonly says: string
  /** Could the next attempt succeed? */
  readonly mayPass: boolean
}

const words: Record<NoCoin, Words> = {
  unknown: {
    icon: SearchX,
    title: 'Nobody here knows this coin',
    says: 'Its address is well formed, but no coin has it. It may be new, or on another network.',
    mayPass: false,
  },
  refused: {
    icon: CircleSlash,
    title: 'This is not the address of a coin',
    says: 'Copy the address whole, or search for the coin by its name.',
    mayPass: false,
  },
  'too-many': {
    icon: Hourglass,
    title: 'Too many questions for now',
    says: 'The server takes only so many in a minute. Try again in a little while.',
    mayPass: true,
  },
  unreadable: {
    icon: CircleSlash,
    title: 'The server gave no coin',
    says: 'It answered, but not with anything that this page could show.',
    mayPass: true,
  },
  unreachable: {
    icon: Unplug,
    title: 'The server cannot be reached',
    says: 'This coin was never read on this device, so there is nothing to show until it can.',
    mayPass: true,
  },
}

/** Stands where the coin would be, with a way on. */
export function NoCoinNotice({ mint, error, onRetry }: NoCoinNoticeProps): ReactNode {
  const { icon, title, says, mayPass } = words[whyNoCoin(error)]
  return (
    <Notice
      level={1}
      tone="bad"
      icon={icon}
      title={title}
      actions={
        <>
          {mayPass && (
            <button type="button" className="button" data-kind="primary" onClick={onRetry}>
              Try again
            </button>
          )}
          <BoardLink kind={mayPass ? undefined : 'primary'} />
        </>
      }
    >
      <p>
        <code>{mint}</code>
      </p>
      <p>{says}</p>
    </Notice>
  )
}
