/** Findings, and what would be found. */
export const DOCTOR_STYLE = `
.etd .etd-finding { padding: 12px; border-bottom: 1px solid var(--etd-line); }
.etd .etd-finding > h3 { font-size: 13px; }
.etd .etd-finding b { font-weight: 600; color: var(--etd-text); }
.etd .etd-finding .etd-segments { margin-top: 6px; }
.etd .etd-finding .etd-mono { overflow-wrap: anywhere; }
.etd .etd-bullets { display: grid; gap: 2px; padding-inline-start: 16px; margin-top: 4px; list-style: disc; }
`
