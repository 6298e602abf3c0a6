/** The same answer with these fields. */
export function setFields(
  answer: Response,
  fields: Readonly<Record<string, string>> = {},
): Response {
  for (const [name, value] of Object.entries(fields)) answer.headers.set(name, value)
  return answer
}
