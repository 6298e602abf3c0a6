import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** What the platform's reviewers say of a coin. Single-coin answers only, since 2026. */
export interface SecurityVerdict {
  /** The result, in a word; which words there are is not known. */
  readonly verdict?: string
  /** What was reviewed, in a word. */
  readonly scope?: string
  /** Why; free text each. */
  readonly reasons?: readonly string[]
  /** Who or what decided. */
  readonly decided_by?: string
  /** Whose review it is. */
  readonly provider?: string
  /** A number; the service does not say of what. */
  readonly version?: number
  /** When it was decided; ms since the epoch. */
  readonly updated_at?: number
  /** Where it comes from, in a word. */
  readonly source?: string
}

/** Reads what the type of this name says. */
export const SecurityVerdict: v.GenericSchema<unknown, SecurityVerdict> = objectOf<SecurityVerdict>(
  {
    verdict: absentable(v.string()),
    scope: absentable(v.string()),
    reasons: absentable(v.array(v.string())),
    decided_by: absentable(v.string()),
    provider: absentable(v.string()),
    version: absentable(v.number()),
    updated_at: absentable(v.number()),
    source: absentable(v.string()),
  },
)
