/** More than the servers of a page send of one field. */
const MOST_TEXTS = 100

/** What is longer is rare, and would be held for long. */
const LONGEST_TEXT = 200

/**
 * The same parser, which remembers what it made of the last texts: servers send few that differ, and
 * each is judged at every use. For one that depends on its text alone, and whose values nobody changes.
 * The texts are of fields that say how to cache; they outlive the session, and tell nothing of a user.
 */
export function remembering<Value>(parse: (text: string) => Value): (text: string) => Value {
  const values = new Map<string, Value>()
  return (text) => {
    const known = values.get(text)
    if (known !== undefined || values.has(text)) return known as Value
    const value = parse(text)
    if (text.length > LONGEST_TEXT) return value
    if (values.size >= MOST_TEXTS) values.clear()
    values.set(text, value)
    return value
  }
}
