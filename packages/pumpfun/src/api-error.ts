import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/**
 * The body of most errors. Some failures have another: none at all with 200, HTML from the edge, or
 * {@link DatabaseError} with 200.
 */
export interface ApiError {
  /** Text, or a list of complaints about a request's body. */
  readonly message: string | readonly string[]
  /** The HTTP status once more. */
  readonly statusCode?: number
  /** Reason phrase; missing when `message` is that already. */
  readonly error?: string
}

/** Reads what the type of this name says. */
export const ApiError: v.GenericSchema<unknown, ApiError> = objectOf<ApiError>({
  message: v.union([v.string(), v.array(v.string())]),
  statusCode: absentable(v.number()),
  error: absentable(v.string()),
})

/** A complaint of the service's database that slips through with status 200. */
export interface DatabaseError {
  /** SQLSTATE, such as `22P02`: not a valid value of its type. */
  readonly code: string
  /** What is wrong, as the database words it. */
  readonly message: string
  /** More of that, if there is more to say. */
  readonly details?: string
  /** What to do instead, if it knows. */
  readonly hint?: string
}

/** Reads what the type of this name says. */
export const DatabaseError: v.GenericSchema<unknown, DatabaseError> = objectOf<DatabaseError>({
  code: v.string(),
  message: v.string(),
  details: absentable(v.string()),
  hint: absentable(v.string()),
})
