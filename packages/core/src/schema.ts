/**
 * The part of the Standard Schema interface, version 1, that etagged calls. Schemas of valibot,
 * zod, arktype and others have it.
 */
export interface Schema<Output = unknown, Input = unknown> {
  /** What the Standard Schema interface prescribes; `vendor` names the library. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

/** What a schema makes of a value: what it is read as, or what is wrong with it. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** Something that is wrong with a value. */
export interface SchemaIssue {
  /** For people: what was expected. */
  readonly message: string
  /** The keys that lead to it, the outermost first; absent: it is the value itself. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}
