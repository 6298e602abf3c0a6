import type { Mutation } from '@etagged/core'

/** The same write, called with other variables. */
export function withVariables<Given, Variables, Data>(
  definition: Mutation<Variables, Data>,
  variablesOf: (given: Given) => Variables,
): Mutation<Given, Data> {
  return {
    ...definition,
    url: (given) => definition.url(variablesOf(given)),
    body: (given) => definition.body(variablesOf(given)),
    targets: (given) => definition.targets(variablesOf(given)),
    precondition: (given) => definition.precondition(variablesOf(given)),
  }
}
