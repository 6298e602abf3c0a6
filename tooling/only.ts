type Named = { name: string; needs: readonly string[]; brings?: readonly string[] }

/** Reads `--only types,lint`: the named steps with those they need or bring, or all of them. */
export const selectSteps = (steps: readonly Named[], args: readonly string[]): Set<string> => {
  const names = steps.map(({ name }) => name)
  if (args.length === 0) return new Set(names)
  const usage = `Usage: npm test -- --only <steps>, where <steps> is a list such as "types,lint" out of: ${names.join(', ')}.`
  const [flag, list, ...rest] = args.flatMap((arg) => arg.split('='))
  if (flag !== '--only' || list === undefined || rest.length > 0) throw new Error(usage)
  const selected = list.split(',').map((name) => {
    const step = steps.find((candidate) => candidate.name === name)
    if (!step) throw new Error(`There is no step "${name}". ${usage}`)
    return step
  })
  return new Set(selected.flatMap(({ name, needs, brings = [] }) => [...needs, ...brings, name]))
}
