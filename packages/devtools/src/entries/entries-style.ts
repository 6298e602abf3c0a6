/** A table with details beside it, or below where it is narrow. */
export const ENTRIES_STYLE = `
.etd .etd-entry-split { display: flex; flex: 1; min-height: 0; }
.etd .etd-main { display: flex; flex: 1; flex-direction: column; min-width: 0; min-height: 0; container: etd-main / inline-size; }
.etd .etd-entry { flex: none; width: 340px; overflow: auto; border-inline-start: 1px solid var(--etd-line); }
.etd .etd-entry-head { display: flex; gap: 8px; align-items: flex-start; padding: 6px 6px 6px 12px; background: var(--etd-raised); border-bottom: 1px solid var(--etd-line); }
.etd .etd-entry-head > h3 { flex: 1; min-width: 0; padding-top: 3px; overflow-wrap: anywhere; }
.etd .etd-pairs { padding: 6px 12px; }
.etd .etd-pairs > div { display: grid; grid-template-columns: 7.5em minmax(0, 1fr); gap: 8px; padding: 2px 0; }
.etd .etd-pairs dt { color: var(--etd-quiet); }
.etd .etd-pairs dd { overflow-wrap: anywhere; }
.etd .etd-entry .etd-code { max-height: 24em; }
.etd .etd-bar > select.etd-input { flex: 0 1 auto; }
.etd .etd-entries { table-layout: fixed; }
.etd .etd-entries tbody tr { cursor: default; }
.etd .etd-entries tbody tr:focus-visible { outline-offset: -2px; }
.etd .etd-entries tbody th { font-weight: 400; }
.etd .etd-entries [data-col='state'] { width: 142px; }
.etd .etd-entries [data-col='etag'] { width: 120px; }
.etd .etd-entries [data-col='age'] { width: 116px; }
.etd .etd-entries [data-col='size'] { width: 70px; }
.etd .etd-entries [data-col='hits'], .etd .etd-entries [data-col='validated'] { width: 56px; }
.etd .etd-entries [data-col='tier'] { width: 126px; }
.etd .etd-entries [data-col='tags'] { width: 150px; }
.etd .etd-state, .etd .etd-tiers { display: inline-flex; gap: 5px; align-items: center; }
.etd abbr { text-decoration: none; }
.etd td > .etd-chip, .etd abbr.etd-chip { margin-inline-end: 3px; }
@container etd-main (width < 1080px) {
  .etd .etd-entries [data-col='tags'] { display: none; }
}
@container etd-main (width < 930px) {
  .etd .etd-entries [data-col='etag'] { display: none; }
}
@container etd-main (width < 800px) {
  .etd .etd-entries [data-col='age'] { display: none; }
}
@container etd-main (width < 680px) {
  .etd .etd-entries :is([data-col='validated'], [data-col='hits']) { display: none; }
}
@container etd-main (width < 540px) {
  .etd .etd-entries :is([data-col='tier'], [data-col='size']) { display: none; }
}
@container etd (width < 720px) {
  .etd .etd-entry-split { flex-direction: column; }
  .etd .etd-main { flex: 1 1 45%; }
  .etd .etd-entry { flex: 1 1 55%; width: auto; min-height: 0; border-inline-start: 0; border-top: 1px solid var(--etd-line-strong); }
}
`
