import {
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  type SignatureReflection,
} from 'typedoc'

const MUST_SAY =
  ReflectionKind.Variable |
  ReflectionKind.Function |
  ReflectionKind.Class |
  ReflectionKind.Interface |
  ReflectionKind.TypeAlias |
  ReflectionKind.Property |
  ReflectionKind.Method |
  ReflectionKind.Accessor

/** Public names that say nothing of themselves. */
export function undocumented(project: ProjectReflection): readonly string[] {
  const found = project.getReflectionsByKind(MUST_SAY) as DeclarationReflection[]
  return found
    .filter((name) => !saysSomething(name) && !saysItself(name) && !isWithinAType(name))
    .map((name) => name.getFriendlyFullName())
    .toSorted()
}

function saysSomething(name: DeclarationReflection): boolean {
  return name.hasComment() || signaturesOf(name).some((signature) => signature.hasComment())
}

function signaturesOf(name: DeclarationReflection): readonly SignatureReflection[] {
  const ofItsType = name.type?.type === 'reflection' ? name.type.declaration.signatures : undefined
  return [...(name.signatures ?? []), ...(ofItsType ?? []), ...[name.getSignature ?? []].flat()]
}

/** What tells members of a union apart has one value, and that value is its name. */
function saysItself({ type, defaultValue }: DeclarationReflection): boolean {
  return type?.type === 'literal' || /^'[\w-]+'$/.test(defaultValue ?? '')
}

/** A parameter's or a union's own members are told by what they are members of. */
function isWithinAType(name: Reflection): boolean {
  return name.parent?.kindOf(ReflectionKind.TypeLiteral) ?? false
}
