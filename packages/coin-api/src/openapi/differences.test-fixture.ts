/** Where two JSON values differ, as JSON Pointers with what became of it. */
export function differences(contract: unknown, emitted: unknown, at = ''): readonly string[] {
  if (isObject(contract) && isObject(emitted) && Array.isArray(contract) === Array.isArray(emitted))
    return memberDifferences(contract, emitted, at)
  const [before, after] = [JSON.stringify(contract), JSON.stringify(emitted)]
  return before === after ? [] : [`${at}: ${before} became ${after}`]
}

function memberDifferences(contract: object, emitted: object, at: string): readonly string[] {
  const keys = new Set([...Object.keys(contract), ...Object.keys(emitted)])
  return [...keys].flatMap((key) => {
    const path = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!Object.hasOwn(emitted, key)) return [`${path}: is in the contract only`]
    if (!Object.hasOwn(contract, key)) return [`${path}: is in the description only`]
    return differences(Reflect.get(contract, key), Reflect.get(emitted, key), path)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
