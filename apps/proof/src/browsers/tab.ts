import { installProof } from './proof.ts'

installProof()
