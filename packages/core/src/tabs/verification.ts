import type { Seconds } from '../rules/stored-response.ts'
import type { Disk } from '../cache/persistence.ts'
import type { Waking } from './tabs.ts'

/** Asks the disk whether the session still lasts, when this page may have missed its end. */
export interface Verification {
  /** Pending from a wake until the disk has answered: until then nothing is read or served. */
  readonly underWay: Promise<void> | undefined
  wake(how: Waking): void
  /** Another tab says that it ended a session of this user then. */
  confirmEnd(at: Seconds): void
}

interface VerificationOptions {
  /** When the session began. */
  readonly began: Seconds
  /** The disk, if the session has used it. */
  readonly disk: () => Disk | undefined
  readonly onEnded: () => void
  /** Nobody can tell: what memory holds may be out of date. */
  readonly onUnsure: () => void
  /** It lasts, but messages may have passed this page by. */
  readonly onSlept: () => void
  /** Did this client end a former session of this user then? Says so once for each. */
  readonly isOwnEnd: (at: Seconds) => boolean
  /** A page from the back-forward cache shows what it showed: it has to hide that meanwhile. */
  readonly onVerifying: (verifying: boolean) => void
}

export function createVerification(options: VerificationOptions): Verification {
  const { began, disk, onEnded, onUnsure, onSlept, onVerifying, isOwnEnd } = options
  let underWay: Promise<void> | undefined
  /** The page slept again while the disk was asked: its answer may be from before. */
  let isAskedAgain = false
  let isHidden = false
  /** A page that only was in the background missed nothing. */
  let hasSlept = false

  async function ask(from: Disk): Promise<boolean | undefined> {
    let isCurrent: boolean | undefined
    do {
      isAskedAgain = false
      isCurrent = await from.isCurrent()
    } while (isAskedAgain && isCurrent === true)
    return isCurrent
  }

  function conclude(isCurrent: boolean | undefined): void {
    if (isCurrent === false) onEnded()
    else if (isCurrent === undefined) onUnsure()
  }

  async function verify(from: Disk): Promise<void> {
    const isCurrent = await ask(from)
    conclude(isCurrent)
    underWay = undefined
    if (isHidden) onVerifying(false)
    isHidden = false
    const wasAsleep = hasSlept
    hasSlept = false
    if (isCurrent === true && wasAsleep) onSlept()
  }

  return {
    get underWay() {
      return underWay
    },
    wake(how) {
      const from = disk()
      // Messages are all that such a session hears of others.
      if (from === undefined || from.isGivenUp()) return how === 'restored' ? onUnsure() : undefined
      if (how === 'restored' && !isHidden) {
        isHidden = true
        onVerifying(true)
      }
      hasSlept ||= how !== 'shown'
      if (underWay === undefined) underWay = verify(from)
      else isAskedAgain = true
    },
    confirmEnd(at) {
      const from = disk()
      if (from?.isPersistent()) void from.isCurrent().then(conclude)
      // What opens now adopts a generation after that end; the session is from before it all the same.
      else if (from?.isOpening() && at === began) void from.isCurrent().then(conclude)
      // There is no generation of ours to ask for. Before the session began it was another one's.
      else if (!isOwnEnd(at) && at >= began) onEnded()
    },
  }
}
