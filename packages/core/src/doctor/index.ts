/**
 * Names what a server on another origin should send, and what it costs that it does not.
 *
 * @module
 */
export { createDoctor, type Doctor, type DoctorOptions } from './create-doctor.ts'
export { type Finding, type FindingId, formatFinding } from './finding.ts'
export { type Paste, pasteFor } from './paste-for.ts'
