/** Looks of the list of requests and of the detail of one. */
export const REQUESTS_STYLE = `
.etd .etd-split { display: flex; flex: 1; flex-direction: column; min-height: 0; }
.etd .etd-list { display: flex; flex: 1 1 0; flex-direction: column; min-width: 0; min-height: 84px; container: etd-list / inline-size; }
.etd .etd-requests { table-layout: fixed; outline: none; }
.etd .etd-requests:focus-visible tbody tr[aria-selected='true'] > td { box-shadow: inset 0 1px 0 var(--etd-accent), inset 0 -1px 0 var(--etd-accent); }
.etd .etd-scroll:has(> .etd-requests:focus-visible) { outline: 2px solid var(--etd-accent); outline-offset: -2px; }
.etd .etd-requests tbody tr[data-row] { cursor: pointer; }
.etd .etd-requests .etd-col-method { width: 64px; color: var(--etd-quiet); }
.etd .etd-requests .etd-host { color: var(--etd-quiet); }
.etd .etd-requests .etd-size { width: 88px; }
.etd .etd-requests td.etd-size { font-weight: 600; color: var(--etd-tone, var(--etd-quiet)); }
.etd .etd-requests .etd-col-outcome { width: 23%; }
.etd .etd-requests .etd-col-because { width: 33%; }
.etd .etd-requests .etd-time { width: 138px; }
.etd .etd-requests td.etd-time > div { display: flex; gap: 6px; align-items: center; justify-content: space-between; }
.etd .etd-waterfall-all { fill: var(--etd-line-strong); opacity: 0.45; }
.etd [data-phase='lookup'] { fill: var(--etd-disk); }
.etd [data-phase='network'] { fill: var(--etd-network); }
.etd [data-phase='parse'] { fill: var(--etd-validated); }
.etd [data-phase='write'] { fill: var(--etd-memory); }
@container etd-list (width < 1000px) {
  .etd .etd-requests :is(.etd-col-outcome, .etd-kind) { display: none; }
  .etd .etd-requests .etd-col-because { width: 38%; }
}
@container etd-list (width < 720px) {
  .etd .etd-requests .etd-host { display: none; }
  .etd .etd-requests .etd-col-because { width: 34%; }
  .etd .etd-requests .etd-time { width: 124px; }
}
@container etd-list (width < 600px) {
  .etd .etd-requests .etd-col-because { display: none; }
}
@container etd-list (width < 440px) {
  .etd .etd-requests .etd-col-method, .etd .etd-requests td.etd-time svg { display: none; }
  .etd .etd-requests .etd-size { width: 84px; }
  .etd .etd-requests .etd-time { width: 70px; }
  .etd .etd-requests td.etd-time > div { justify-content: end; }
}
.etd .etd-detail { flex: 1.6 1 0; min-width: 0; min-height: 0; overflow: auto; border-top: 1px solid var(--etd-line-strong); }
@container etd (width >= 760px) {
  .etd .etd-split { flex-direction: row; }
  .etd .etd-detail { flex: 0 0 44%; border-top: 0; border-inline-start: 1px solid var(--etd-line-strong); }
}
.etd .etd-detail-head {
  position: sticky;
  top: 0;
  z-index: 1;
  display: flex;
  gap: 8px;
  align-items: flex-start;
  padding: 6px 6px 6px 12px;
  background: var(--etd-raised);
  border-bottom: 1px solid var(--etd-line);
}
.etd .etd-detail-head > h3 { flex: 1; min-width: 0; padding-top: 3px; overflow-wrap: anywhere; }
.etd .etd-detail-head .etd-mono { font-weight: 400; }
.etd .etd-detail-part { padding: 8px 12px 0; }
.etd .etd-detail-part:last-child { padding-bottom: 12px; }
.etd .etd-detail-part > h4 { margin-bottom: 3px; }
.etd .etd-summary { margin: 10px 12px 2px; padding: 6px 10px; background: var(--etd-soft, var(--etd-inset)); border-inline-start: 3px solid var(--etd-tone, var(--etd-quiet)); border-radius: 4px; }
.etd .etd-actions { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.etd .etd-actions code { overflow-wrap: anywhere; }
.etd .etd-reasons > li { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
.etd .etd-reasons > li + li { margin-top: 2px; }
.etd .etd-reasons cite { font-style: normal; color: var(--etd-text); white-space: nowrap; }
.etd .etd-phases, .etd .etd-fields { width: 100%; border-spacing: 0; border-collapse: collapse; }
.etd .etd-phases :is(th, td) { padding: 2px 8px 2px 0; font-weight: 400; text-align: start; white-space: nowrap; }
.etd .etd-phases thead th { font-size: 11px; color: var(--etd-quiet); }
.etd .etd-phases :is(th, td)[data-number] { width: 64px; text-align: end; }
.etd .etd-phases :is(th, td):last-child { width: 45%; padding-right: 0; padding-left: 4px; }
.etd .etd-phases tfoot :is(th, td) { font-weight: 600; border-top: 1px solid var(--etd-line); }
.etd .etd-fields :is(th, td) { padding: 2px 10px 2px 0; font-family: var(--etd-mono); font-size: 11px; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.etd .etd-fields th { width: 34%; font-weight: 400; color: var(--etd-quiet); }
.etd .etd-changes { max-height: 260px; margin-top: 4px; padding: 6px 8px; overflow: auto; background: var(--etd-inset); border-radius: 6px; }
.etd .etd-changes code { overflow-wrap: anywhere; }
.etd .etd-changes b { font-weight: 600; }
.etd .etd-change-sign { display: inline-block; width: 1.4em; color: var(--etd-quiet); }
.etd .etd-changes del { color: var(--etd-failed); text-decoration: none; }
.etd .etd-changes ins { color: var(--etd-memory); text-decoration: none; }
`
