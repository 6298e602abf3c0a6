import { UsageError } from '../errors.ts'

/** The lowest bucket stands for 0: no clock of a page tells a microsecond from nothing. */
const SMALLEST = 1e-6
/** What is greater is counted as this. */
const LARGEST = 1e6
/** Below it there would be more buckets than a page should hold. */
const LEAST_ERROR = 0.001
const GREATEST_ERROR = 0.5

/** A sketch as plain data, which JSON carries from one tab or server to another. */
export interface SerialisedSketch {
  /** `α` of the sketch that gave it. */
  readonly relativeError: number
  /** The number of a bucket, and how many values are in it; ascending, without empty ones. */
  readonly buckets: readonly (readonly [bucket: number, held: number])[]
}

/**
 * Quantiles of values that are not kept. With a relative error `α` and `γ = (1 + α) / (1 - α)`,
 * bucket `i` counts the values in `(γ^(i-1), γ^i]`, and each of them is within `α` of `γ^i (1 - α)`.
 * From 10^-6 to 10^6 there are `12 ln 10 / ln γ` buckets, which is 1,382 for 1 %: so many a sketch
 * holds at most, whatever comes.
 */
export interface QuantileSketch {
  /** `α`: as it was made with. */
  readonly relativeError: number
  /** How many values were added. */
  readonly count: number
  /**
   * Takes finite values that are not negative. Those in the bucket of 10^-6 and below, also negative
   * ones, count as 0; those above 10^6 count as 10^6. NaN is not counted.
   */
  add(value: number): void
  /**
   * The value of rank `⌊q (count - 1)⌋`, counted from 0 in ascending order, within the relative
   * error; `undefined`: there is no value yet. @throws UsageError for a `q` outside of 0 to 1
   */
  quantile(q: number): number | undefined
  /**
   * Adds the values of another sketch: the result is the same as if they had been added here.
   * @throws UsageError when its relative error is another
   */
  merge(other: QuantileSketch): void
  /** What it holds, for {@link quantileSketchFrom} elsewhere; `JSON.stringify` calls it. */
  toJSON(): SerialisedSketch
}

/**
 * A sketch of nothing yet.
 *
 * @param relativeError from 0.001 to 0.5; sketches that are to be merged must have the same
 * @throws UsageError for any other
 */
export function createQuantileSketch(relativeError = 0.01): QuantileSketch {
  return sketchOf({ relativeError, buckets: [] })
}

/** The sketch that `toJSON` gave elsewhere, from parsed JSON; `undefined`: it is malformed. */
export function quantileSketchFrom(json: unknown): QuantileSketch | undefined {
  try {
    return sketchOf(json as SerialisedSketch)
  } catch {
    // Whatever it is, no sketch has given it.
    return undefined
  }
}

/** Throws for anything that no sketch can have given. */
function sketchOf({ relativeError, buckets }: SerialisedSketch): QuantileSketch {
  const isInRange = relativeError >= LEAST_ERROR && relativeError <= GREATEST_ERROR
  if (!isInRange || typeof relativeError !== 'number') {
    throw new UsageError(`A relative error is from ${LEAST_ERROR} to ${GREATEST_ERROR}`)
  }
  const gamma = (1 + relativeError) / (1 - relativeError)
  const bucketOf = (value: number): number =>
    Math.ceil(Math.log(Math.min(Math.max(value, SMALLEST), LARGEST)) / Math.log(gamma))
  const lowest = bucketOf(0)
  const valueOf = (bucket: number): number =>
    bucket === lowest ? 0 : gamma ** bucket * (1 - relativeError)

  const counts = new Map<number, number>()
  let count = 0

  function put(bucket: number, held: number): void {
    counts.set(bucket, (counts.get(bucket) ?? 0) + held)
    count += held
  }

  for (const [bucket, held] of buckets) {
    // Only into a bucket that there is falls its own value.
    const isNew = bucketOf(valueOf(bucket)) === bucket && !counts.has(bucket)
    put(bucket, held)
    if (!isNew || held < 1 || !Number.isSafeInteger(held) || !Number.isSafeInteger(count)) {
      throw new UsageError('This is no sketch')
    }
  }

  const ascending = (): [number, number][] => [...counts].toSorted(([one], [other]) => one - other)

  return {
    relativeError,
    get count() {
      return count
    },
    add(value) {
      if (!Number.isNaN(value)) put(bucketOf(value), 1)
    },
    quantile(q) {
      if (!(q >= 0 && q <= 1)) throw new UsageError('A quantile is from 0 to 1')
      const rank = Math.floor(q * (count - 1))
      let passed = 0
      const found = ascending().find(([, held]) => (passed += held) > rank)
      return found && valueOf(found[0])
    },
    merge(other) {
      if (other.relativeError !== relativeError) {
        throw new UsageError('Sketches need the same relative error to be merged')
      }
      for (const [bucket, held] of other.toJSON().buckets) put(bucket, held)
    },
    toJSON: () => ({ relativeError, buckets: ascending() }),
  }
}
