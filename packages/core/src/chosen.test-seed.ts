/** `PROOF_SEED` replays a run; else each run draws its own. */
export function chosenSeed(): number {
  return Number(process.env['PROOF_SEED'] ?? Date.now() % 1_000_000_000)
}
