import type { Faults } from './faults.ts'

export const NETWORK_NAMES: Readonly<Record<Faults['network'], string>> = {
  none: 'As it is',
  offline: 'Offline',
  slow: 'Slow',
  'status-500': 'Answers 500',
  'status-429': 'Answers 429',
}

/** What is simulated, in a few words; empty: nothing. */
export function faultsText({ network, clockOffset, disk }: Faults): string {
  const parts = [
    network === 'none' ? '' : NETWORK_NAMES[network].toLowerCase(),
    clockOffset === 0 ? '' : `clock ${offsetText(clockOffset)}`,
    disk === 'none' ? '' : 'disk full',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** Seconds, with a sign as people write it. */
function offsetText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '+'
  const size = Math.abs(seconds)
  return size >= 3600 ? `${sign}${Math.round(size / 360) / 10} h` : `${sign}${size} s`
}
