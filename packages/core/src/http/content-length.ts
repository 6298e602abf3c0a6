import { type Fields, fieldValue } from './fields.ts'

/** Bytes of the content on the wire; `undefined` when it is not told, or not as digits (RFC 9110 §8.6). */
export function contentLength(fields: Fields): number | undefined {
  const value = fieldValue(fields, 'content-length')
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
}
