import { Session, type Profiler } from 'node:inspector'
import { parentPort } from 'node:worker_threads'
import { parseCacheControl } from '../http/cache-control.ts'
import { isSendable, weaklyMatches } from '../http/entity-tag.ts'
import { fieldValue } from '../http/fields.ts'
import { parseList, trimWhitespace } from '../http/list.ts'
import { fieldsNamedBy } from '../http/named-fields.ts'
import { nominatedNames } from '../rules/selection.ts'

/** What is done with a text, by the name by which it is asked for. */
const counted = {
  parseCacheControl,
  parseList,
  trimWhitespace,
  isSendable,
  weaklyMatches: (text) => weaklyMatches(text, `W/${text}`),
  nominatedNames: (text) => nominatedNames([['vary', text]]),
  fieldsNamedBy: (text) => fieldsNamedBy(new Map([['no-cache', text]]), 'no-cache'),
  /** Of as many lines as the text has characters. */
  fieldValue: (text) =>
    fieldValue(
      Array.from(text, (value) => ['a', value] as const),
      'a',
    ),
  /** Not linear: what is left after each character is trimmed again. */
  trimEachRest,
} satisfies Record<string, (text: string) => unknown>

export type Counted = keyof typeof counted

function trimEachRest(text: string): string {
  return text && trimEachRest(trimWhitespace(text.slice(1)))
}

const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
blocksRun()

parentPort?.on('message', ([name, text]: [Counted, string]) => {
  parentPort?.postMessage(workOf(() => counted[name](text)))
})

/** How often blocks of http/ run, and how many characters strings' own functions are handed. */
function workOf(parse: () => unknown): number {
  const characters = charactersHandedIn(parse)
  return blocksRun() + characters
}

/** Since it was last asked; nothing but what is counted runs in http/. */
function blocksRun(): number {
  let scripts: readonly Profiler.ScriptCoverage[] = []
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error
    scripts = result
  })
  return scripts
    .filter(({ url }) => url.includes('/packages/core/src/http/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}

/** What each of these reads or writes of the text: all of it, or what it gives back. */
const reading = ['split', 'replace', 'replaceAll', 'trim', 'toLowerCase', 'includes'] as const
const writing = ['slice'] as const

function charactersHandedIn(parse: () => unknown): number {
  let characters = 0
  const undo: (() => void)[] = []
  function watch(
    prototype: object,
    name: string,
    lengthOf: (self: unknown, result: unknown) => number,
  ) {
    const original = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
    Reflect.set(prototype, name, function watched(this: unknown, ...given: unknown[]) {
      const result = original.apply(this, given)
      characters += lengthOf(this, result)
      return result
    })
    undo.push(() => Reflect.set(prototype, name, original))
  }
  for (const name of reading) watch(String.prototype, name, (self) => String(self).length)
  for (const name of writing) watch(String.prototype, name, (_, result) => String(result).length)
  watch(Array.prototype, 'join', (_, result) => String(result).length)
  try {
    parse()
  } finally {
    for (const restore of undo) restore()
  }
  return characters
}
