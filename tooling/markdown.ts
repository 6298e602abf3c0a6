import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import type { Code, Html, Nodes } from 'mdast'
import { ROOT } from './run-command.ts'

export interface CodeBlock {
  /** As after the fence: `tsx`, `sh`. */
  readonly language: string
  /** The file that a reader puts it into: `title="src/main.tsx"` after the language. */
  readonly title: string | undefined
  readonly text: string
  /** Of its first line, counted from 1. */
  readonly line: number
}

export interface Page {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
  readonly tree: Nodes
}

/** The pages of the repository that are Markdown, llms.txt among them: what is committed, or could be. */
export function pages(): readonly Page[] {
  return [...listed('*.md'), 'docs/llms.txt'].map((path) => readPage(path))
}

export function readPage(path: string): Page {
  return parsePage(path, readFileSync(join(ROOT, path), 'utf8'))
}

export function parsePage(path: string, text: string): Page {
  return { path, text, tree: fromMarkdown(text) }
}

function listed(pattern: string): readonly string[] {
  const args = ['ls-files', '-co', '--exclude-standard', pattern]
  const paths = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n')
  return paths.filter((path) => path !== '' && existsSync(join(ROOT, path)))
}

export function codeBlocks({ tree }: Page): readonly CodeBlock[] {
  return Array.from(nodesOf(tree, 'code'), (code) => ({
    language: code.lang ?? '',
    title: /title="([^"]+)"/.exec(code.meta ?? '')?.[1],
    text: code.value,
    line: lineOf(code) + 1,
  }))
}

/** What a page says to its tools and not to its readers: `<!-- given: … -->`. */
export function givenBy({ tree }: Page): string {
  const given = Array.from(
    nodesOf(tree, 'html'),
    ({ value }) => /^<!-- given:(.*)-->$/s.exec(value)?.[1],
  )
  return given.join('\n')
}

/** Where a page leads, as it says it. */
export function linksFrom({ tree }: Page): readonly string[] {
  const urls = ['link', 'image', 'definition'] as const
  const written = urls.flatMap((kind) => Array.from(nodesOf(tree, kind), ({ url }) => url))
  const inHtml = Array.from(nodesOf(tree, 'html'), linksInHtml)
  return [...written, ...inHtml.flat()]
}

function linksInHtml({ value }: Html): readonly string[] {
  const attributes = value.matchAll(/\b(href|src|srcset)=(?:"([^"]*)"|'([^']*)')/g)
  return Array.from(attributes, ([, name, quoted, single = '']) => {
    const text = (quoted ?? single).trim()
    // Candidates are separated by commas; behind each stands for which screen it is.
    const urls = text.split(',').map((one) => one.trim().split(/\s/, 1)[0] ?? '')
    return name === 'srcset' ? urls : [text]
  }).flat()
}

/** What may stand behind `#` in a link to the page, as code hosts name it. */
export function anchorsOf({ tree }: Page): ReadonlySet<string> {
  const slugger = new GithubSlugger()
  const headings = Array.from(nodesOf(tree, 'heading'), (heading) =>
    slugger.slug(toString(heading)),
  )
  const named = Array.from(
    nodesOf(tree, 'html'),
    ({ value }) => /\b(?:id|name)="([^"]+)"/.exec(value)?.[1],
  )
  return new Set([...headings, ...named.filter((name) => name !== undefined)])
}

type Kind = 'code' | 'definition' | 'heading' | 'html' | 'image' | 'link'

function* nodesOf<K extends Kind>(node: Nodes, kind: K): Generator<Extract<Nodes, { type: K }>> {
  if (node.type === kind) yield node as Extract<Nodes, { type: K }>
  if ('children' in node) for (const child of node.children) yield* nodesOf(child, kind)
}

function lineOf({ position }: Code): number {
  if (position === undefined) throw new Error('what was parsed from a text has a position in it')
  return position.start.line
}
