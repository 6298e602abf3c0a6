import { type ModuleSource, registerHooks } from 'node:module'

/**
 * What bundlers for React Server Components do with a module that begins with 'use client': to the
 * server each of its exports is a reference, which can be rendered, and not called.
 */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const source = textOf(loaded.source)
    if (!/^\s*(['"])use client\1/.test(source)) return loaded
    const references = namesExportedBy(source).map((name) => reference(url, name))
    return { ...loaded, format: 'module', source: references.join('\n') }
  },
})

function textOf(source: ModuleSource | null | undefined): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined)
}

/** In the forms that tsc and TanStack's bundler write. */
function namesExportedBy(source: string): readonly string[] {
  const declared = source.matchAll(/^export (?:async )?(?:function|const|class|let) (\w+)/gm)
  const listed = source.matchAll(/^export \{([^}]*)\}/gm)
  const names = Array.from(listed, ([, list = '']) => list.split(',')).flat()
  return [
    ...Array.from(declared, ([, name = '']) => name),
    ...names.map((name) => name.replace(/.* as /, '').trim()).filter((name) => name !== ''),
  ]
}

const reference = (url: string, name: string): string => `
export const ${name} = Object.defineProperties(
  () => { throw new Error('${name} belongs to the client') },
  {
    $$typeof: { value: Symbol.for('react.client.reference') },
    $$id: { value: ${JSON.stringify(`${url}#${name}`)} },
  },
)`
