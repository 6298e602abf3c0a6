/** Why a transaction failed. */
type Fault =
  /** A value cannot be read: large ones lie in files of their own, which may be missing, or cut short. */
  | 'lost'
  /** The quota is used up. */
  | 'full'

export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined
  const { name, message } = error
  if (name === 'NotReadableError' || message.includes('read large')) return 'lost'
  // A browser that cannot open its own files calls that a full disk, too; room is no remedy.
  return name === 'QuotaExceededError' && !message.includes('opening') ? 'full' : undefined
}
