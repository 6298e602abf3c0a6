import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** What the platform's reviewers say of a coin. Single-coin answers only, since 2026. */
export interface SecurityVerdict {
  readonly verdict?: string
  readonly scope?: string
  readonly reasons?: readonly string[]
  readonly decided_by?: string
  readonly provider?: string
  readonly version?: number
  /** When it was decided; ms since the epoch. */
  readonly updated_at?: number
  readonly source?: string
}

/** Reads {@link SecurityVerdict}. */
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
