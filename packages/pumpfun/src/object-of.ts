import * as v from 'valibot'
import { withoutAbsent } from './absent.ts'

/** A schema for each key of `T`; a key that `T` may leave out takes an optional schema. */
export type Entries<T> = {
  readonly [Key in keyof T]-?: object extends Pick<T, Key>
    ? Optional<Exclude<T[Key], undefined>>
    : v.GenericSchema<unknown, T[Key]>
}

type Optional<T> = v.ExactOptionalSchema<v.GenericSchema<unknown, T>, undefined>

/**
 * A tolerant reader of one JSON object: `null` counts as a missing key, unknown keys are left out
 * of the output.
 */
export function objectOf<T>(entries: Entries<T>): v.GenericSchema<unknown, T> {
  const schema: v.GenericSchema<unknown, unknown> = v.pipe(
    v.unknown(),
    v.transform(withoutAbsent),
    v.object<v.ObjectEntries>(entries),
  )
  // The compiler cannot see through a mapped type of a type parameter; `Entries` is the proof.
  return schema as v.GenericSchema<unknown, T>
}

/** A key that may be missing. */
export function absentable<T>(schema: v.GenericSchema<unknown, T>): Optional<T> {
  return v.exactOptional(schema)
}
