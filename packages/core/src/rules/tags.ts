import { type Fields, fieldValue } from '../http/fields.ts'
import { parseStrings } from '../http/structured-strings.ts'
import type { StoredMetadata } from './stored-response.ts'

/** So many tags of an app, and so many groups of a server, a response has; RFC 9875 §2 asks for 32. */
export const MOST_TAGS = 128

/** In UTF-16 code units; RFC 9875 §2 asks for 32. */
export const LONGEST_TAG = 256

/** What no origin is: a tag behind it is of any origin. */
const ANY_ORIGIN = '*'

const noTags: readonly string[] = []

/**
 * What an app means by a tag, as a text of {@link tagsOf}: its own tag on a response of any origin, and
 * a server's group of that name on any origin.
 */
export function tagOf(name: string): string {
  return `${ANY_ORIGIN} ${name}`
}

/**
 * All that a stored response is tagged with: each text is `tagOf` a name, or a group of its origin
 * (`Cache-Groups`, RFC 9875 §2).
 *
 * @param stored whose tags are wanted
 */
export function tagsOf({
  url,
  fields,
  tags = noTags,
}: Pick<StoredMetadata, 'url' | 'fields' | 'tags'>): readonly string[] {
  const groups = groupsIn(fields, 'cache-groups')
  if (groups.length === 0 && tags.length === 0) return noTags
  return [...new Set([...tags, ...groups].map(tagOf)), ...groupsOf(url, groups)]
}

/** The app's tags and the server's groups of a stored response, by name, each once. */
export function tagNamesOf({
  fields,
  tags = noTags,
}: Pick<StoredMetadata, 'fields' | 'tags'>): readonly string[] {
  return [...new Set([...tags, ...groupsIn(fields, 'cache-groups')])]
}

/** The groups of the URL's origin that this field names (RFC 9875 §2.1). */
export function groupsNamedBy(
  { url, fields }: Pick<StoredMetadata, 'url' | 'fields'>,
  field: 'cache-groups' | 'cache-group-invalidation',
): readonly string[] {
  return groupsOf(url, groupsIn(fields, field))
}

/** The same name is another group on another origin (§2.1). No origin holds a space. */
function groupsOf(url: string, names: readonly string[]): readonly string[] {
  if (names.length === 0 || !URL.canParse(url)) return noTags
  const { origin } = new URL(url)
  return names.map((name) => `${origin} ${name}`)
}

/** Each once. What is beyond the bounds has no effect, as if no server had named it. */
function groupsIn(fields: Fields, field: string): readonly string[] {
  const value = fieldValue(fields, field)
  if (value === undefined) return noTags
  const strings = parseStrings(value) ?? noTags
  return [...new Set(strings)].filter(({ length }) => length <= LONGEST_TAG).slice(0, MOST_TAGS)
}

/** Can these be the tags that an app gives to a response? */
export function areTags(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MOST_TAGS && Array.from(value).every(isTag)
}

function isTag(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TAG
}
