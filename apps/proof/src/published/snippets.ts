import { join } from 'node:path'
import { codeBlocks, givenBy, type CodeBlock, type Page } from '../../../../tooling/markdown.ts'
import { putFile } from './app-folder.ts'

const COMPILED: ReadonlySet<string> = new Set(['ts', 'tsx'])

/** What no compiler is asked about: drawings, scripts, settings of others. */
const OTHERS: ReadonlySet<string> = new Set(['', 'js', 'nginx', 'sh'])

const IMPORT = /^import (?:(?<what>[^'";]*?) from )?'(?<from>[^']+)'$/gm

/**
 * Writes the code of a page as modules into a folder of its own, at the lines that it has in the page:
 * what the compiler says of line 40 is about the page's line 40.
 *
 * A block with a title is that file. The others are one module, as a reader takes them: each sees
 * what the blocks above it declare, and may declare the same once more. What the reader has, and the
 * page does not show, stands in a comment of it: `<!-- given: declare const token: string -->`.
 */
export async function writeSnippets(folder: string, page: Page): Promise<number> {
  const blocks = codeBlocks(page).filter((block) => isCompiled(page, block))
  const titled = blocks.filter(({ title }) => title !== undefined)
  const others = blocks.filter(({ title }) => title === undefined)
  const own = join(folder, page.path.replaceAll('/', '__'))
  for (const block of titled) await putFile(join(own, block.title ?? ''), atItsLine(block))
  if (others.length > 0) await putFile(join(own, 'page.tsx'), moduleOf(page, others))
  return blocks.length
}

function isCompiled({ path }: Page, { language, line }: CodeBlock): boolean {
  if (COMPILED.has(language)) return true
  if (OTHERS.has(language)) return false
  throw new Error(
    `${path}:${line - 1}: "${language}" is neither compiled nor known to need no compiler`,
  )
}

function atItsLine({ line, text }: CodeBlock): string {
  return '\n'.repeat(line - 1) + text
}

/** Each block stands in a scope within the one above it. */
function moduleOf(page: Page, blocks: readonly CodeBlock[]): string {
  const lines = page.text.split('\n').map(() => '')
  for (const { line, text } of blocks) {
    lines[line - 2] = '{'
    const code = withoutImports(text).split('\n')
    for (const [at, one] of code.entries()) lines[line - 1 + at] = one.replace(/^export /, '')
  }
  lines.push('}'.repeat(blocks.length))
  // Both are hoisted, and neither may stand within a scope.
  lines.push(...importsOf(blocks), givenBy(page), 'export {}')
  return lines.join('\n')
}

function withoutImports(text: string): string {
  return text.replace(IMPORT, (lines) => lines.replace(/[^\n]/g, ''))
}

/** Of what several blocks import, one line is enough. */
function importsOf(blocks: readonly CodeBlock[]): readonly string[] {
  const lines = blocks.flatMap(({ text }) =>
    Array.from(text.matchAll(IMPORT), ({ groups = {} }) => importsIn(groups)).flat(),
  )
  return [...new Set(lines)]
}

function importsIn({ what, from = '' }: Record<string, string | undefined>): readonly string[] {
  if (what === undefined) return [`import '${from}'`]
  const [, whole, type = '', names = ''] = /^((type )?\{(.*)\})$/s.exec(what) ?? []
  if (whole === undefined) return [`import ${what} from '${from}'`]
  const each = names.split(',').map((name) => name.trim())
  return each
    .filter((name) => name !== '')
    .map((name) => `import ${type}{ ${name} } from '${from}'`)
}
