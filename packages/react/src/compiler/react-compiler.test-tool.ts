import { transformSync } from '@babel/core'
import compiler, { type LoggerEvent, type PluginOptions } from 'babel-plugin-react-compiler'
import type { Plugin } from 'vite'

export interface Compiled {
  readonly code: string
  readonly map: object | null
  /** The names of the hooks and components that the compiler has memoized. */
  readonly names: readonly string[]
}

/**
 * What React Compiler makes of a module, as an app's build would have it.
 * @throws where the compiler would leave a hook or a component as it is
 */
export function compileReact(source: string, filename: string): Compiled {
  const names: string[] = []
  const logEvent = (_: string | null, event: LoggerEvent): void => {
    if (event.kind === 'CompileSuccess') names.push(event.fnName ?? 'nameless')
  }
  const options: Partial<PluginOptions> = {
    panicThreshold: 'all_errors',
    logger: { logEvent },
  }
  const result = transformSync(source, {
    filename,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    parserOpts: { plugins: filename.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
    plugins: [[compiler, options]],
  })
  return { code: result?.code ?? '', map: result?.map ?? null, names }
}

/** Compiles the components that tests have for it. */
export function reactCompiler(): Plugin {
  return {
    name: 'react-compiler',
    enforce: 'pre',
    transform: {
      filter: { id: /\.compiled\.test-fixture\.tsx$/ },
      handler: (code, id) => {
        const { map, ...compiled } = compileReact(code, id)
        return { code: compiled.code, map: JSON.stringify(map) }
      },
    },
  }
}
