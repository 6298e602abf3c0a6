import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { meaningOf, shortClause } from './clauses.ts'

const sources = new URL('../../../core/src/', import.meta.url)

/** Reasons of other events than those of requests, and where a freshness lifetime comes from. */
const ofOtherThings = new Set(
  `app live unsafe-method unverified clear-site-data limit quota
  start sign-in sign-out ended-elsewhere foreign-response
  none expires assumed heuristic s-maxage max-age`.split(/\s+/),
)

/** A type whose members are told as a reason. */
const reasonTypes = /type (?:\w*Reason|StaleAllowance|NetworkOnly|BodyFault) =([^;{}]*?)\n\n/g
/** A reason where it is told, or where its type names all of them. */
const told = /\b(?:because|detail)(?::| =)((?:\s*\|?\s*'[\w-]+')+)/g
/** A constant in place of one. */
const constants = /const [A-Z_]+ = ('[\w-]+')/g

function reasonsIn(text: string): string[] {
  const found = [reasonTypes, told, constants].flatMap((pattern) => [...text.matchAll(pattern)])
  return found.flatMap(([, literals = '']) =>
    [...literals.matchAll(/'([\w-]+)'/g)].map(([, literal = '']) => literal),
  )
}

function textsOf(folder: string): string[] {
  const directory = new URL(folder, sources)
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ts') && !/\.test\b|\.test-/.test(name))
    .map((name) => readFileSync(new URL(name, directory), 'utf8'))
}

describe('the table of reasons', () => {
  const all = ['rules/', 'cache/', './'].flatMap(textsOf).flatMap(reasonsIn)
  const names = new Set(['anonymous', 'everyone'])
  const reasons = [...new Set(all)].filter((each) => !ofOtherThings.has(each) && !names.has(each))

  it('finds the reasons of core', () => {
    const some = 'stale not-modified scheme too-long user-not-known-yet another-tab peek not-json'
    expect(reasons).toEqual(expect.arrayContaining(some.split(' ')))
    expect(reasons.length).toBeGreaterThan(50)
  })

  it('has a row for each that core can tell of a request', () => {
    expect(reasons.filter((each) => meaningOf(each) === undefined)).toStrictEqual([])
  })

  it('names the clause by which a response is not stored as the rule itself does', () => {
    const rule = readFileSync(new URL('rules/storage.ts', sources), 'utf8')
    const objections = [...rule.matchAll(/because: '([\w-]+)'; readonly clause: '([^']+)'/g)]
    expect(objections.length).toBeGreaterThan(10)
    expect(objections.map(([, because = '']) => meaningOf(because)?.clause)).toStrictEqual(
      objections.map(([, , clause]) => clause),
    )
  })

  it('has none for what an error says, nor for what every object has', () => {
    expect(meaningOf('TypeError: Failed to fetch')).toBeUndefined()
    expect(meaningOf('constructor')).toBeUndefined()
  })

  it('shortens the clauses of RFC 9111 alone', () => {
    expect(shortClause({ words: '', clause: 'RFC 9111 §4.3.4' })).toBe('§4.3.4')
    expect(shortClause({ words: '', clause: 'RFC 5861 §3' })).toBe('RFC 5861 §3')
  })
})
