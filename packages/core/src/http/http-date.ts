import { remembering } from './remembering.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const time = String.raw`(\d\d):(\d\d):(\d\d)`
const imfFixdate = new RegExp(
  String.raw`^(?:mon|tue|wed|thu|fri|sat|sun), (\d\d) ([a-z]{3}) (\d{4}) ${time} gmt$`,
  'i',
)
const rfc850Date = new RegExp(
  String.raw`^(?:mon|tues|wednes|thurs|fri|satur|sun)day, (\d\d)-([a-z]{3})-(\d\d) ${time} gmt$`,
  'i',
)
const asctimeDate = new RegExp(
  String.raw`^(?:mon|tue|wed|thu|fri|sat|sun) ([a-z]{3}) ([ \d]\d) ${time} (\d{4})$`,
  'i',
)

const SECONDS_IN_50_YEARS = 50 * 365.25 * 24 * 3600

/**
 * Seconds since the epoch of an HTTP-date in one of its three forms, else `undefined`
 * (RFC 9110 §5.6.7).
 *
 * @param reference seconds since the epoch; a two-digit year that would lie more than 50 years
 *   after it is taken as past
 */
export function parseHttpDate(text: string, reference: number): number | undefined {
  const date = dateOf(text)
  return typeof date === 'object' ? instantOfTwoDigitYear(date, reference) : date
}

/** Its instant, but the parts of one with a two-digit year; `undefined`: it is none. */
const dateOf = remembering((text): number | RegExpExecArray | undefined => {
  const imf = imfFixdate.exec(text)
  if (imf) return instant(imf[3], imf[2], imf[1], imf[4], imf[5], imf[6])
  const asctime = asctimeDate.exec(text)
  if (asctime)
    return instant(asctime[6], asctime[1], asctime[2], asctime[3], asctime[4], asctime[5])
  return rfc850Date.exec(text) ?? undefined
})

function instantOfTwoDigitYear(parts: RegExpExecArray, reference: number): number | undefined {
  const century = Math.floor(new Date(reference * 1000).getUTCFullYear() / 100) * 100
  const year = century + Number(parts[3])
  const candidate = instant(String(year), parts[2], parts[1], parts[4], parts[5], parts[6])
  if (candidate === undefined || candidate <= reference + SECONDS_IN_50_YEARS) return candidate
  return instant(String(year - 100), parts[2], parts[1], parts[4], parts[5], parts[6])
}

function instant(...parts: readonly (string | undefined)[]): number | undefined {
  const month = months.indexOf(String(parts[1]).toLowerCase())
  const [year, , day, hour, minute, second] = parts.map(Number) as [
    ...[year: number, month: number, day: number],
    ...[hour: number, minute: number, second: number],
  ]
  // 60 is a leap second (RFC 9110 §5.6.7); Date would roll every larger value over silently.
  if (month === -1 || hour > 23 || minute > 59 || second > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined
  return date.setUTCHours(hour, minute, second) / 1000
}
