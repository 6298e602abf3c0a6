/** Why a transaction failed, where something can be done about it. */
export function faultOf(error: unknown): 'lost' | 'full' | undefined {
  const text = String(error)
  // Large values lie in files of their own, which may be missing, or cut short (Chromium).
  if (/^NotReadableError|read large/.test(text)) return 'lost'
  // A browser that cannot open its own files calls that a full disk, too; room is no remedy.
  return /^QuotaExceededError(?!.*opening)/.test(text) ? 'full' : undefined
}
