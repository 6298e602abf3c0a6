/** Neither is merely assignable to the other: conditional types compare by identity. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- it is compared, not used
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false

/** Compiles only where both are the same type, `any` and optional properties included. */
export declare function same<One, Other>(..._: Same<One, Other> extends true ? [] : [never]): void
