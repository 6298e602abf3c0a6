import type { Form } from './coin-bodies.ts'

/** JSON of a value in which undefined stands for absent: null in 2025, no key since 2026. */
export function jsonInForm(value: unknown, form: Form): string {
  if (form === '2026') return JSON.stringify(value)
  return JSON.stringify(value, (_key, member: unknown) => (member === undefined ? null : member))
}

/** The JSON text of an object with the members of another after its own. */
export function withMembers(object: string, others: string): string {
  if (others === '{}') return object
  return `${object.slice(0, -1)},${others.slice(1)}`
}
