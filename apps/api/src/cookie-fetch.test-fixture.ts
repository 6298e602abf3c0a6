/** Node's fetch with what it lacks beside a browser's: cookies that stay. For one server. */
export function createCookieFetch(clock: () => number): typeof fetch {
  const jar = new Map<string, { readonly value: string; readonly expires: number }>()
  return async (input, init) => {
    const cookies = [...jar].filter(([, { expires }]) => expires > clock())
    const headers = new Headers(init?.headers)
    if (cookies.length > 0) {
      headers.set('cookie', cookies.map(([name, { value }]) => `${name}=${value}`).join('; '))
    }
    const answer = await fetch(input, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = '', maxAge] =
        /^(\w+)=([^;]*)(?:; Max-Age=(\d+))?/.exec(line) ?? []
      jar.set(name, { value, expires: clock() + Number(maxAge ?? Infinity) * 1000 })
    }
    return answer
  }
}
