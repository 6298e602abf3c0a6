import { ApiError } from './errors.ts'

/**
 * The named text fields of a JSON request body. Throws ApiError 400 when the body is no JSON
 * object, with one complaint for each field that is no text.
 */
export async function textFields<Name extends string>(
  request: Request,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const body = await objectIn(request)
  const fields = names.map((name) => [name, body.get(name)] as const)
  const complaints = fields.flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [`${name} must be a string`],
  )
  if (complaints.length > 0) throw new ApiError(400, complaints)
  return Object.fromEntries(fields) as Record<Name, string>
}

async function objectIn(request: Request): Promise<ReadonlyMap<string, unknown>> {
  const text = await request.text()
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return new Map(Object.entries(value))
  } catch {
    // The answer is the same as for JSON that is no object.
  }
  throw new ApiError(400, 'Unexpected body: a JSON object is expected')
}
