import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** A narrative that coins have in common; its word goes into the `meta` parameter of a list. */
export interface Meta {
  /** Such as `cats`. */
  readonly word: string
  /** How strong the narrative is; greater is stronger, the unit is not known. */
  readonly score: number
  /** The word with its strength, as text. */
  readonly word_with_strength?: string
  /** Trades in its coins; the span is not known. */
  readonly total_txns?: number
  /** Volume of its coins; unit and span are not known. */
  readonly total_vol?: number
}

/** Reads what the type of this name says. */
export const Meta: v.GenericSchema<unknown, Meta> = objectOf<Meta>({
  word: v.string(),
  score: v.number(),
  word_with_strength: absentable(v.string()),
  total_txns: absentable(v.number()),
  total_vol: absentable(v.number()),
})

/** Reads the answer of `GET /metas/current`: a bare array. */
export const MetaList: v.GenericSchema<unknown, readonly Meta[]> = v.array(Meta)
