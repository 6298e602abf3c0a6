import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../../../tooling/run-command.ts'

/** What apps decide differently, and by which they read declarations differently. */
export interface Settings {
  /** `preserve` finds packages as bundlers do. */
  readonly module: 'nodenext' | 'preserve'
  readonly exactOptionalPropertyTypes: boolean
  /** Where another test has checked the declarations. @default false */
  readonly skipLibCheck?: boolean
  /** Declarations that are there without an import. @default none */
  readonly types?: readonly string[]
}

export const SETTINGS = [
  { module: 'nodenext', exactOptionalPropertyTypes: true },
  { module: 'preserve', exactOptionalPropertyTypes: false },
] as const satisfies readonly Settings[]

/** The compilers that this package has, by the names of their packages. */
const COMPILERS = {
  typescript: 'typescript/bin/tsc',
  'typescript-6.0': 'typescript-6.0/lib/tsc.js',
  'typescript-5.9': 'typescript-5.9/lib/tsc.js',
}

export type Compiler = keyof typeof COMPILERS

const NODE_MODULES = join(import.meta.dirname, '../../node_modules')

/**
 * Compiles all TypeScript in a folder, and the declarations that it meets, as strictly as an app
 * can. Resolves to what the compiler has to say: nothing, if all is well.
 */
export async function compile(
  folder: string,
  compiler: Compiler,
  settings: Settings,
): Promise<string> {
  const project = join(folder, 'tsconfig.json')
  const compilerOptions = {
    skipLibCheck: false,
    types: [],
    ...settings,
    noEmit: true,
    strict: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    jsx: 'react-jsx',
    allowImportingTsExtensions: true,
  }
  await writeFile(project, JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.tsx'] }))
  const { ok, output } = await runCommand({
    file: process.execPath,
    args: [join(NODE_MODULES, COMPILERS[compiler]), '--pretty', 'false', '--project', project],
    timeoutSeconds: 120,
  })
  return ok ? '' : output
}
