import type { Proof } from './proof.ts'
import { secret } from './secrets.ts'

/** What a session left where others can read it. */
export interface Traces {
  /** What each place holds, as text. */
  readonly places: Readonly<Record<string, string>>
  /** What was read, to show that the places were not just empty. */
  readonly nonces: readonly string[]
}

/**
 * A session with secrets in every slot, at all that a client can do; and then a look at everything
 * that outlives it or that others can see.
 *
 * @param base path of the origin, without a slash at its end
 */
export async function leaveTraces(proof: Proof, base: string, number: number): Promise<Traces> {
  const client = proof.open({
    headers: () => ({ authorization: `Bearer ${secret(number, 'authorization')}` }),
  })
  document.cookie = `secret=${secret(number, 'cookie')}; path=/; max-age=60`
  const user = secret(number, 'user')
  await client.signIn(user)
  const at = (name: string, query: string): string =>
    `${base}/${number}/${name}?secrets=${number}&${query}`

  const nonces: string[] = []
  const seen = new Set<string>()
  for (const query of [
    'fresh=60',
    'vary=authorization',
    'vary=cookie',
    'bytes=100000',
    'store=no',
  ]) {
    const url = at('read', query)
    // Once from the network, once validated, and in two calls at the same time.
    for (const path of [url, `${url}#${secret(number, 'fragment')}`]) {
      const [{ nonce }] = await Promise.all([proof.read(path), proof.read(path)])
      nonces.push(nonce)
    }
    for (const { name = '' } of (await navigator.locks.query()).held ?? []) seen.add(name)
  }
  const body = JSON.stringify({ note: secret(number, 'request-body') })
  await client.fetch(at('written', ''), { method: 'POST', body })
  await client.fetch(at('read', 'fresh=60'), { method: 'PUT', body })
  const { host } = location
  // Browsers refuse it; what the cache tells of the failure must not tell the password.
  await proof.tryRead(`http://user:${secret(number, 'userinfo')}@${host}${at('read', 'x=1')}`)
  await client.invalidate({ url: at('read', 'fresh=60') })
  await client.idle()
  const places = await lookAround(proof, [...seen])
  await client.signOut()
  const afterwards = await lookAround(proof, [...seen])
  document.cookie = 'secret=; path=/; max-age=0'
  document.cookie = 'session=; path=/; max-age=0'
  return {
    nonces,
    places: {
      ...places,
      ...Object.fromEntries(
        Object.entries(afterwards).map(([name, text]) => [`${name}, afterwards`, text]),
      ),
    },
  }
}

async function lookAround(
  { rawText, events, overheard }: Proof,
  locks: readonly string[],
): Promise<Record<string, string>> {
  return {
    databases: await rawText(),
    localStorage: JSON.stringify(Object.entries(localStorage)),
    sessionStorage: JSON.stringify(Object.entries(sessionStorage)),
    channels: overheard.channels.join('\n'),
    messages: overheard.messages.join('\n'),
    locks: [...overheard.locks, ...locks].join('\n'),
    console: overheard.console.join('\n'),
    events: JSON.stringify(events),
  }
}
