import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'

/** What a name stands for: a value, a type, or one of each. */
export interface Kinds {
  readonly value: boolean
  readonly type: boolean
}

type Exports = ReturnType<typeof parseSync>['module']['staticExports']
type Export = Exports[number]['entries'][number]

const VALUE: Kinds = { value: true, type: false }
const TYPE: Kinds = { value: false, type: true }

/** The names that a module of this repository exports. Where it passes one on, its source decides what it is. */
export function exportedNames(file: string): ReadonlyMap<string, Kinds> {
  const { module, errors } = parseSync(file, readFileSync(file, 'utf8'))
  if (errors.length > 0) throw new Error(`${file}: ${JSON.stringify(errors)}`)
  const names = new Map<string, Kinds>()
  for (const exported of module.staticExports.flatMap(({ entries }) => entries)) {
    for (const [name, kinds] of namesBy(file, exported)) {
      const others = names.get(name)
      names.set(name, {
        value: kinds.value || others?.value === true,
        type: kinds.type || others?.type === true,
      })
    }
  }
  return names
}

function namesBy(file: string, exported: Export): Iterable<readonly [string, Kinds]> {
  const { exportName, importName, isType, moduleRequest } = exported
  if (exportName.kind === 'None') return everyNameBut('default', sourceOf(file, exported))
  const name = exportName.name ?? 'default'
  if (isType) return [[name, TYPE]]
  if (moduleRequest === null || importName.kind === 'All') return [[name, VALUE]]
  const given = importName.name ?? 'default'
  const kinds = exportedNames(sourceOf(file, exported)).get(given)
  if (kinds === undefined) throw new Error(`${file}: ${moduleRequest.value} exports no ${given}`)
  return [[name, kinds]]
}

function sourceOf(file: string, { moduleRequest }: Export): string {
  const from = moduleRequest?.value ?? ''
  if (!from.startsWith('.')) throw new Error(`${file}: what "${from}" exports is not known here`)
  return join(dirname(file), from)
}

function* everyNameBut(left: string, file: string): Generator<readonly [string, Kinds]> {
  for (const entry of exportedNames(file)) if (entry[0] !== left) yield entry
}
