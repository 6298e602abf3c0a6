/** A list of these members: on disk it costs less than an object, whose every name is kept. */
export function packed<Name extends string>(
  names: readonly Name[],
  value: { readonly [_ in Name]?: unknown },
): unknown[] {
  return names.map((name) => value[name])
}

/** The members that are there. */
export function unpacked<Name extends string>(
  names: readonly Name[],
  list: readonly unknown[],
): { readonly [_ in Name]?: unknown } {
  return Object.fromEntries(
    names.flatMap((name, at) => (list[at] == null ? [] : [[name, list[at]]])),
  ) as { readonly [_ in Name]?: unknown }
}
