/** Looks of the overview. */
export const OVERVIEW_STYLE = `
.etd .etd-overview { display: grid; grid-template-columns: minmax(0, 1fr); gap: 10px; align-items: stretch; padding: 10px; }
.etd .etd-cards { display: flex; flex-direction: column; gap: 10px; }
.etd .etd-cards > .etd-card { flex: 1; }
@container etd (width >= 760px) {
  .etd .etd-overview { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .etd .etd-overview > :is(.etd-tiles, .etd-empty) { grid-column: 1 / -1; }
}
.etd .etd-tiles { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 10px; }
@container etd (width < 760px) {
  .etd .etd-tiles { grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 8px; }
  .etd .etd-tile { grid-column: span 2; }
  .etd .etd-tile:nth-child(n + 4) { grid-column: span 3; }
}
@container etd (width < 460px) {
  .etd .etd-tiles .etd-tile { grid-column: span 3; }
  .etd .etd-tiles .etd-tile:last-child { grid-column: 1 / -1; }
}
.etd .etd-tile { padding: 8px 12px; border: 1px solid var(--etd-line); border-inline-start: 3px solid var(--etd-tone, var(--etd-line-strong)); border-radius: 6px; }
.etd .etd-tile dt { font-size: 11px; color: var(--etd-quiet); }
.etd .etd-tile b { display: block; font-size: 20px; font-weight: 600; line-height: 1.3; white-space: nowrap; }
.etd .etd-tile small { font-size: 11px; color: var(--etd-quiet); }
.etd .etd-card { min-width: 0; padding: 8px 12px 10px; border: 1px solid var(--etd-line); border-radius: 6px; }
.etd .etd-card > h3 { margin-bottom: 6px; }
.etd .etd-card > h3 > small { margin-inline-start: 4px; font-size: 11px; font-weight: 400; color: var(--etd-quiet); }
.etd .etd-chart { min-width: 0; border-radius: 4px; }
.etd .etd-tone { fill: var(--etd-tone); }
.etd .etd-mark { fill: none; stroke: var(--etd-surface); stroke-width: 1.2; }
.etd .etd-grid { stroke: var(--etd-line); }
.etd .etd-cursor { fill: var(--etd-selected); }
.etd .etd-axis, .etd .etd-axis-name { font-size: 11px; fill: var(--etd-quiet); }
.etd .etd-axis-name { fill: var(--etd-text); }
.etd .etd-legend { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-top: 4px; }
.etd .etd-legend > li { display: flex; gap: 5px; align-items: center; }
.etd .etd-legend b { font-weight: 600; }
.etd .etd-value { min-height: 1.45em; margin-top: 2px; color: var(--etd-quiet); }
.etd .etd-plain { width: 100%; border-spacing: 0; border-collapse: collapse; }
.etd .etd-plain :is(th, td) { padding: 2px 0 2px 10px; font-weight: 400; text-align: start; white-space: nowrap; }
.etd .etd-plain :is(th, td):first-child { padding-left: 0; white-space: normal; }
.etd .etd-plain :is(th, td)[data-number] { text-align: end; }
.etd .etd-plain thead th { font-size: 11px; color: var(--etd-quiet); border-bottom: 1px solid var(--etd-line); }
`
