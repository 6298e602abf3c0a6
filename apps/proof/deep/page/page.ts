import { installProof } from '../../src/browsers/proof.ts'

installProof()
