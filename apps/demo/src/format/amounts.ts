const usd = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})

const count = new Intl.NumberFormat('en-US')
const sol = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const compactSol = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 })
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})
const partOfWhole = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })

/** USD, short: `$86.59M`. */
export function formatUsd(amount: number): string {
  return usd.format(amount)
}

/** A whole number: `1,204`. */
export function formatCount(amount: number): string {
  return count.format(amount)
}

/** A share between 0 and 1 in whole percent; only what is whole is 100. */
export function formatPercent(share: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, share)) * 100)}%`
}

/** An amount in SOL, short from ten thousand on. */
export function formatSol(amount: number): string {
  return `${(Math.abs(amount) < 10_000 ? sol : compactSol).format(amount)} SOL`
}

/** A part of a whole: 0.5 is `50%`. */
export function formatShare(part: number): string {
  return partOfWhole.format(part)
}

/** A change by a part of what was before, with its sign: 0.12 is `+12%`. */
export function formatChange(change: number): string {
  return percent.format(change)
}

/** A price in lamports (1e-9 SOL), to five significant digits or all before the point. */
export function formatPrice(lamports: number): string {
  const digits = Math.max(5, Math.ceil(Math.log10(Math.max(1, lamports))))
  return new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits }).format(lamports)
}
