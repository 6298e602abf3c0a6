import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors.ts'
import { createQuantileSketch, type QuantileSketch, quantileSketchFrom } from './quantile-sketch.ts'

/** Whole powers of the base are rounded when they are computed. */
const ROUNDING = 1e-9

function sketchOf(values: readonly number[], relativeError?: number): QuantileSketch {
  const sketch = createQuantileSketch(relativeError)
  for (const value of values) sketch.add(value)
  return sketch
}

function merged(...sketches: readonly QuantileSketch[]): QuantileSketch {
  const all = createQuantileSketch()
  for (const sketch of sketches) all.merge(sketch)
  return all
}

function exactQuantile(values: readonly number[], q: number): number {
  const rank = Math.floor(q * (values.length - 1))
  return values.toSorted((one, other) => one - other)[rank] ?? Number.NaN
}

/** As likely to be a microsecond as a day. */
const inRange = fc
  .double({ min: Math.log(2e-6), max: Math.log(1e6), noNaN: true })
  .map((exponent) => Math.min(Math.exp(exponent), 1e6))
const value = fc.oneof({ arbitrary: inRange, weight: 9 }, fc.constantFrom(0, 0.001, 1, 1e6))
const values = fc.array(value, { minLength: 1, maxLength: 500 })
const q = fc.oneof(
  fc.constantFrom(0, 0.5, 0.95, 0.99, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
)
const relativeError = fc.double({ min: 0.001, max: 0.5, noNaN: true })

describe('a quantile', () => {
  it('is within 1 % of the exact one', () => {
    fc.assert(
      fc.property(values, q, (samples, at) => {
        const exact = exactQuantile(samples, at)
        const found = sketchOf(samples).quantile(at) ?? Number.NaN
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * (0.01 + ROUNDING))
      }),
      { numRuns: 1000 },
    )
  })

  it('is within any other relative error that was asked for', () => {
    fc.assert(
      fc.property(values, q, relativeError, (samples, at, error) => {
        // The bucket that stands for 0 is as wide as the others.
        const inItsRange = samples.filter((sample) => sample === 0 || sample > 3.1e-6)
        fc.pre(inItsRange.length > 0)
        const exact = exactQuantile(inItsRange, at)
        const found = sketchOf(inItsRange, error).quantile(at) ?? Number.NaN
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * (error + ROUNDING))
      }),
    )
  })

  it('is never NaN, negative or infinite, whatever was added', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1 }), q, (samples, at) => {
        const sketch = sketchOf(samples)
        const numbers = samples.filter((sample) => !Number.isNaN(sample))
        expect(sketch.count).toBe(numbers.length)
        const found = sketch.quantile(at)
        const isThere = found !== undefined && found >= 0 && found <= 1.01e6
        expect(isThere || numbers.length === 0).toBe(true)
      }),
    )
  })

  it('does not fall when q grows', () => {
    fc.assert(
      fc.property(values, q, q, (samples, one, other) => {
        const sketch = sketchOf(samples)
        const lower = sketch.quantile(Math.min(one, other)) ?? Number.NaN
        expect(sketch.quantile(Math.max(one, other))).toBeGreaterThanOrEqual(lower)
      }),
    )
  })

  it.each([
    { says: 'less than a microsecond', added: 1e-7, is: 0 },
    { says: 'a negative value, as of a clock that went back', added: -3, is: 0 },
    { says: 'no time', added: 0, is: 0 },
  ])('of $says is 0', ({ added, is }) => {
    expect(sketchOf([added]).quantile(0.5)).toBe(is)
  })

  it('of what is beyond its range is that of its end', () => {
    expect(sketchOf([1e9, Infinity]).toJSON()).toEqual(sketchOf([1e6, 1e6]).toJSON())
  })

  it('of nothing is undefined', () => {
    expect(createQuantileSketch().quantile(0.5)).toBeUndefined()
    expect(createQuantileSketch().quantile(1)).toBeUndefined()
    expect(sketchOf([Number.NaN]).quantile(0)).toBeUndefined()
  })
})

it('its memory is bounded, however many values come', () => {
  const sketch = createQuantileSketch()
  for (let step = 0; step < 32_000; step++) sketch.add(10 ** (step / 2000 - 8))
  const { buckets } = sketch.toJSON()
  expect(sketch.count).toBe(32_000)
  expect(buckets.length).toBe(Math.ceil((12 * Math.LN10) / Math.log(1.01 / 0.99)))
})

describe('merging', () => {
  it('two sketches is the same as one sketch of all values', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const sketch = sketchOf(one)
        sketch.merge(sketchOf(other))
        expect(sketch.toJSON()).toEqual(sketchOf([...one, ...other]).toJSON())
        expect(sketch.count).toBe(one.length + other.length)
      }),
    )
  })

  it('is commutative and associative', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [one, two, three] = [sketchOf(a), sketchOf(b), sketchOf(c)]
        expect(merged(one, two).toJSON()).toEqual(merged(two, one).toJSON())
        const left = merged(merged(one, two), three)
        const right = merged(one, merged(two, three))
        expect(left.toJSON()).toEqual(right.toJSON())
      }),
    )
  })

  it('leaves the other as it was, also when it is the same', () => {
    const sketch = sketchOf([1, 2])
    merged(sketch)
    expect(sketch.count).toBe(2)
    sketch.merge(sketch)
    expect(sketch.toJSON()).toEqual(sketchOf([1, 2, 1, 2]).toJSON())
  })
})

describe('as JSON', () => {
  const through = (sketch: QuantileSketch): unknown => JSON.parse(JSON.stringify(sketch)) as unknown

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(value), relativeError, q, (samples, error, at) => {
        const sketch = sketchOf(samples, error)
        const back = quantileSketchFrom(through(sketch))
        expect(back?.toJSON()).toEqual(sketch.toJSON())
        expect(back?.count).toBe(sketch.count)
        expect(back?.quantile(at)).toBe(sketch.quantile(at))
      }),
    )
  })

  it('of whatever comes nothing is taken that no sketch has given', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true })
    const part = fc.oneof(anything, fc.double(), fc.integer(), fc.constant(-0))
    const nearly = fc
      .tuple(values, fc.nat(), fc.oneof(part, fc.tuple(part, part)))
      .map(([samples, place, wrong]) => {
        const { relativeError: error, buckets } = sketchOf(samples).toJSON()
        return {
          relativeError: error,
          buckets: buckets.with(place % buckets.length, wrong as never),
        }
      })
    const json = fc.oneof(nearly, anything, fc.record({ relativeError: part, buckets: part }))
    fc.assert(
      fc.property(json, q, (given, at) => {
        const taken = quantileSketchFrom(given)
        expect(quantileSketchFrom(taken?.toJSON())?.toJSON()).toEqual(taken?.toJSON())
        const found = taken?.quantile(at) ?? 0
        expect(found >= 0 && found <= 1.01e6).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  const bucket = sketchOf([1]).toJSON().buckets[0]?.[0] ?? Number.NaN

  it.each([
    { says: 'undefined', json: undefined },
    { says: 'null', json: null },
    { says: 'a list', json: [] },
    { says: 'no relative error', json: { buckets: [] } },
    { says: 'a relative error of 0', json: { relativeError: 0, buckets: [] } },
    {
      says: 'a relative error that needs millions of buckets',
      json: { relativeError: 1e-7, buckets: [] },
    },
    { says: 'a relative error of 1', json: { relativeError: 1, buckets: [] } },
    { says: 'a relative error as text', json: { relativeError: '0.01', buckets: [] } },
    { says: 'no buckets', json: { relativeError: 0.01 } },
    { says: 'buckets as text', buckets: 'abc' },
    { says: 'a bucket that is none', buckets: [bucket] },
    { says: 'a bucket as text', buckets: [[String(bucket), 1]] },
    { says: 'a part of a bucket', buckets: [[bucket + 0.5, 1]] },
    { says: 'a bucket below the lowest', buckets: [[-692, 1]] },
    { says: 'a bucket beyond the last', buckets: [[692, 1]] },
    { says: 'a bucket without end', buckets: [[Infinity, 1]] },
    { says: 'an empty bucket', buckets: [[bucket, 0]] },
    { says: 'a bucket of less than nothing', buckets: [[bucket, -1]] },
    { says: 'a part of a value', buckets: [[bucket, 1.5]] },
    { says: 'values as text', buckets: [[bucket, '5']] },
    { says: 'more values than can be counted', buckets: [[bucket, 2 ** 53]] },
    {
      says: 'more values than can be counted, in all',
      buckets: [
        [0, 2 ** 52],
        [1, 2 ** 52],
      ],
    },
    {
      says: 'the same bucket twice',
      buckets: [
        [bucket, 1],
        [bucket, 1],
      ],
    },
  ])('$says is refused', ({ json, buckets }) => {
    const given: unknown = buckets === undefined ? json : { relativeError: 0.01, buckets }
    expect(quantileSketchFrom(given)).toBeUndefined()
  })

  it('has the lowest and the last bucket', () => {
    const sketch = sketchOf([0, 1e6])
    const ends = sketch.toJSON().buckets.map(([end]) => end)
    expect(ends).toEqual([-690, 691])
    expect(quantileSketchFrom(through(sketch))?.toJSON()).toEqual(sketch.toJSON())
  })
})

describe('misuse throws UsageError', () => {
  it.each([
    { says: 'a relative error of 0', run: () => createQuantileSketch(0) },
    { says: 'a relative error of NaN', run: () => createQuantileSketch(Number.NaN) },
    { says: 'a relative error in percent', run: () => createQuantileSketch(1) },
    { says: 'a quantile in percent', run: () => sketchOf([1]).quantile(95) },
    { says: 'a negative quantile', run: () => sketchOf([1]).quantile(-0.1) },
    { says: 'a quantile of NaN', run: () => sketchOf([1]).quantile(Number.NaN) },
    {
      says: 'a merger of two relative errors',
      run: () => sketchOf([1], 0.01).merge(sketchOf([1], 0.02)),
    },
  ])('$says', ({ run }) => {
    expect(run).toThrow(UsageError)
  })
})
