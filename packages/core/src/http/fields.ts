/** Header fields as plain data: lower-case names, in the order received. Can be stored as they are. */
export type Fields = readonly (readonly [name: string, value: string])[]

/**
 * The field's value; repeated field lines are combined with a comma (RFC 9110 §5.3). `undefined`: there
 * is no such field.
 *
 * @param name in lower case
 */
export function fieldValue(fields: Fields, name: string): string | undefined {
  let combined: string | undefined
  for (const field of fields) {
    if (field[0] !== name) continue
    combined = combined === undefined ? field[1] : `${combined}, ${field[1]}`
  }
  return combined
}

/** Anything that `fetch` accepts as headers, as plain data. */
export function fieldsOf(headers: HeadersInit | undefined): Fields {
  if (headers === undefined) return []
  const normalised = headers instanceof Headers ? headers : new Headers(headers)
  return [...normalised]
}

/** The fields without those that are named. */
export function withoutFields(fields: Fields, names: ReadonlySet<string>): Fields {
  const isNamed = (field: Fields[number]): boolean => names.has(field[0])
  return fields.some(isNamed) ? fields.filter((field) => !isNamed(field)) : fields
}
