/** Stands for the URLs that no template matches. */
export const OTHER = '(other)'

/** Gives the template, such as `/coins/:mint`, that a URL is counted under. */
export type TemplateOf = (url: string) => string

/**
 * A template matches the end of a URL's path, since a base URL may come before it; a segment that
 * begins with a colon is a parameter. Of several the one with the most other segments counts, then the
 * first.
 */
export function createTemplateOf(endpoints: readonly { readonly path: string }[]): TemplateOf {
  const templates = endpoints
    .map(({ path }) => {
      const segments = segmentsOf(path)
      return { path, segments, literals: segments.filter(isLiteral).length }
    })
    .toSorted((one, other) => other.literals - one.literals)
  return (url) => {
    const given = segmentsOf(url)
    const found = templates.find(({ segments }) =>
      segments.every((segment, index) => {
        const own = given.at(index - segments.length)
        return isLiteral(segment) ? own === segment : own
      }),
    )
    return found?.path ?? OTHER
  }
}

/** In the form that URLs have, also those of a template: encoded, and without a query. */
function segmentsOf(url: string): readonly string[] {
  return new URL(url, 'http://a').pathname.split('/').slice(1)
}

function isLiteral(segment: string): boolean {
  return !segment.startsWith(':')
}
