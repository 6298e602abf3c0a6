/** How full the stores are, and what befell them. */
export const STORAGE_STYLE = `
.etd .etd-tier-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 230px), 1fr)); gap: 10px; padding: 12px; }
.etd .etd-tier-card { padding: 10px 12px; border: 1px solid var(--etd-line); border-radius: 8px; }
.etd .etd-tier-card > h3 { margin-bottom: 4px; }
.etd .etd-facts-table { max-width: 820px; }
.etd .etd-facts-table thead th { position: static; background: none; }
.etd .etd-facts-table tbody th { font-weight: 400; }
.etd .etd-facts-table :is(th, td) { padding-inline-start: 0; white-space: normal; }
.etd .etd-facts-table :is(th, td)[data-number] + :is(th, td):not([data-number]) { padding-inline-start: 24px; }
`
