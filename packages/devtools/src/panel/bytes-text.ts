const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes as people read them, in powers of 1000: `'1.2 kB'`. */
export function bytesText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3)
  const unit = UNITS[power] ?? 'TB'
  const amount = bytes / 1000 ** UNITS.indexOf(unit)
  const digits = unit === 'B' || amount >= 100 ? 0 : 1
  return `${amount.toFixed(digits)} ${unit}`
}
