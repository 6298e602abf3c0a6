/** The work was not done as claimed, so there is no figure. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** @throws Refusal unless the claim holds */
export function assertDone(holds: boolean, because: string): asserts holds {
  if (!holds) throw new Refusal(because)
}
