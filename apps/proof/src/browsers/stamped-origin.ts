import { randomBytes } from 'node:crypto'
import { fillOf } from './fill.ts'
import { secret, secretFields } from './secrets.ts'

/** A request as a server sees it. */
export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly authorization: string | undefined
  readonly cookie: string | undefined
  readonly ifNoneMatch: string | undefined
}

export interface Answered {
  readonly status: number
  readonly fields: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
  /** In ms. */
  readonly delay: number
}

/** One request to the origin, and what became of it. */
export interface Logged {
  readonly method: string
  readonly path: string
  readonly user: string
  readonly ifNoneMatch: string | undefined
  readonly status: number
}

/** What a body says of itself; `fill` follows from the nonce, so a part of another body shows. */
export interface Stamp {
  readonly user: string
  readonly path: string
  readonly version: number
  readonly nonce: string
  readonly fill: string
}

/**
 * An origin whose every body tells whose it is. What a URL asks for, its query says: `fresh` (s of
 * max-age; without it `no-cache`), `bytes`, `delay` (ms), `tags=version` (entity-tags that do not
 * depend on the user), `vary`, `store=no`, `clear` (the value of Clear-Site-Data), `secrets` (a
 * number: the secrets of that number are in every field that must not be kept). A request that is
 * neither GET nor HEAD makes the next version.
 */
export interface StampedOrigin {
  answer(asked: Asked): Answered
  /** In the order in which they came. */
  readonly log: readonly Logged[]
  forgetLog(): void
}

interface Version {
  readonly number: number
  readonly nonce: string
}

export function createStampedOrigin(): StampedOrigin {
  const versions = new Map<string, number>()
  const nonces = new Map<string, string>()
  let log: Logged[] = []

  /** Versions are common to all users, bodies are not. */
  function versionOf(path: string, user: string): Version {
    const number = versions.get(path) ?? 1
    const key = JSON.stringify([path, user, number])
    const nonce = nonces.get(key) ?? randomBytes(8).toString('hex')
    nonces.set(key, nonce)
    return { number, nonce }
  }

  function answer({ method, target, authorization, cookie, ifNoneMatch }: Asked): Answered {
    const { pathname: path, searchParams } = new URL(target, 'http://origin.test')
    const user = userOf(authorization, cookie)
    if (method !== 'GET' && method !== 'HEAD') versions.set(path, (versions.get(path) ?? 1) + 1)
    const version = versionOf(path, user)
    const etag = tagOf(version, searchParams)
    const status = ifNoneMatch === etag ? 304 : 200
    log.push({ method, path, user, ifNoneMatch, status })
    const isEmpty = status === 304 || method === 'HEAD'
    return {
      status,
      fields: { ...fieldsFor(searchParams), etag },
      body: isEmpty ? '' : bodyOf({ user, path, version }, searchParams),
      delay: Number(searchParams.get('delay') ?? 0),
    }
  }

  return {
    answer,
    get log() {
      return log
    },
    forgetLog() {
      log = []
    },
  }
}

function userOf(authorization: string | undefined, cookie: string | undefined): string {
  const [, token] = /^Bearer (.+)$/.exec(authorization ?? '') ?? []
  const [, named] = /(?:^|; )user=([^;]+)/.exec(cookie ?? '') ?? []
  return token ?? named ?? 'nobody'
}

function isUnstored(asked: URLSearchParams): boolean {
  return asked.get('store') === 'no'
}

function fieldsFor(asked: URLSearchParams): Record<string, string> {
  const fresh = asked.get('fresh')
  const lifetime = fresh === null ? 'private, no-cache' : `private, max-age=${fresh}`
  const vary = asked.get('vary')
  const clear = asked.get('clear')
  const secrets = asked.get('secrets')
  return {
    'content-type': 'application/json',
    'cache-control': isUnstored(asked) ? 'no-store' : lifetime,
    ...(secrets !== null && secretFields(secrets)),
    ...(vary !== null && { vary }),
    ...(clear !== null && { 'clear-site-data': clear }),
  }
}

interface BodyParts {
  readonly user: string
  readonly path: string
  readonly version: Version
}

function bodyOf({ user, path, version }: BodyParts, asked: URLSearchParams): string {
  const { number, nonce } = version
  const secrets = asked.get('secrets')
  const stamp: Stamp = {
    // A body may be kept, so it must not be what tells a secret.
    user: secrets === null ? user : 'somebody',
    path,
    version: number,
    nonce,
    fill: fillOf(nonce, Number(asked.get('bytes') ?? 100)),
  }
  const note = secrets !== null && isUnstored(asked) ? secret(secrets, 'body') : undefined
  return JSON.stringify({ ...stamp, note })
}

function tagOf({ number, nonce }: Version, asked: URLSearchParams): string {
  return asked.get('tags') === 'version' ? `"${number}"` : `"${number}-${nonce}"`
}
