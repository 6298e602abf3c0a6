/** `PROOF_SEED` replays a run; else each run lives through histories of its own. */
export function chosenSeed(): number {
  return Number(process.env['PROOF_SEED'] ?? Date.now() % 1_000_000_000)
}
