/** How figures are written: short, and of one width as far as that goes. */

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${threeDigits(bytes / 1e3)} kB`
  return bytes < 999.5e6 ? `${threeDigits(bytes / 1e6)} MB` : `${threeDigits(bytes / 1e9)} GB`
}

/** @param seconds how long something took */
export function durationText(seconds: number): string {
  const ms = seconds * 1000
  if (ms < 0.05) return '0 ms'
  if (ms < 999.5) return `${ms < 10 ? ms.toFixed(1).replace(/\.0$/, '') : Math.round(ms)} ms`
  return seconds < 59.5 ? `${threeDigits(seconds)} s` : spanText(seconds)
}

/** @param seconds a longer stretch, such as one that counts down: whole seconds */
export function spanText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** @param rate from 0 to 1. What is not all is not 100 %, what is not nothing not 0 %. */
export function percentText(rate: number): string {
  const percent = Math.round(rate * 100)
  if (percent === 100 && rate < 1) return '99 %'
  return percent === 0 && rate > 0 ? '<1 %' : `${percent} %`
}

/** `1 request`, `2 requests`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function threeDigits(value: number): string {
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
  return value.toFixed(digits).replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))
}
