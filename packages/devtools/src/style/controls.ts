/** What is chosen, switched and confirmed. */
export const CONTROLS = `
.etd .etd-banner {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 10px;
  align-items: center;
  justify-content: space-between;
  padding: 4px 12px;
  color: var(--etd-network);
  background: var(--etd-network-soft);
  border-bottom: 1px solid var(--etd-line);
}
.etd .etd-banner strong { font-weight: 600; }
.etd .etd-columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); max-width: 980px; }
.etd .etd-about { max-width: 80ch; margin-top: 4px; color: var(--etd-quiet); }
.etd .etd-about + .etd-button { margin-top: 10px; }
.etd .etd-choices { display: grid; gap: 8px; }
.etd .etd-choice { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 0 8px; max-width: 62ch; cursor: pointer; }
.etd .etd-choice > input { width: 14px; height: 14px; margin: 2px 0 0; accent-color: var(--etd-accent); }
.etd .etd-choice > .etd-quiet { grid-column: 2; }
.etd .etd-choice > span:first-of-type { font-weight: 500; }
.etd .etd-segments { display: inline-flex; border: 1px solid var(--etd-line-strong); border-radius: 5px; }
.etd .etd-segment { position: relative; padding: 2px 12px; cursor: pointer; border-inline-start: 1px solid var(--etd-line-strong); }
.etd .etd-segment:first-child { border-inline-start: 0; }
.etd .etd-segment > input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; opacity: 0; }
.etd .etd-segment:has(:checked) { font-weight: 600; color: var(--etd-accent); background: var(--etd-selected); }
.etd .etd-segment:has(:focus-visible) { outline: 2px solid var(--etd-accent); outline-offset: 1px; }
.etd .etd-switch { display: inline-flex; gap: 8px; align-items: center; font-weight: 500; cursor: pointer; }
.etd .etd-switch > input {
  position: relative;
  width: 30px;
  height: 16px;
  margin: 0;
  appearance: none;
  cursor: pointer;
  background: var(--etd-inset);
  border: 1px solid var(--etd-line-strong);
  border-radius: 999px;
}
.etd .etd-switch > input::before {
  position: absolute;
  inset: 2px auto 2px 2px;
  width: 10px;
  content: '';
  background: var(--etd-line-strong);
  border-radius: 50%;
}
.etd .etd-switch > input:checked { background: var(--etd-accent); border-color: var(--etd-accent); }
.etd .etd-switch > input:checked::before { inset-inline: auto 2px; background: var(--etd-surface); }
.etd .etd-confirm { display: inline-flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.etd .etd-live { padding: 8px 12px; background: var(--etd-raised); border-bottom: 1px solid var(--etd-line); }
.etd .etd-live b { font-weight: 600; }
.etd .etd-copied { position: relative; max-width: 110ch; margin-top: 6px; }
.etd .etd-copied > .etd-code { padding-top: 32px; }
.etd .etd-copied > .etd-button { position: absolute; top: 5px; right: 6px; }
.etd .etd-segment[aria-pressed='true'] { font-weight: 600; color: var(--etd-accent); background: var(--etd-selected); }
.etd button.etd-segment { color: var(--etd-text); background: none; border-width: 0 0 0 1px; }
.etd button.etd-segment:first-child { border-width: 0; }
.etd .etd-finding { padding: 12px; border-bottom: 1px solid var(--etd-line); }
.etd .etd-finding > h3 { font-size: 13px; }
.etd .etd-finding b { font-weight: 600; color: var(--etd-text); }
.etd .etd-finding .etd-segments { margin-top: 6px; }
.etd .etd-finding .etd-mono { overflow-wrap: anywhere; }
.etd .etd-bullets { display: grid; gap: 2px; padding-inline-start: 16px; margin-top: 4px; list-style: disc; }
.etd .etd-tier-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 230px), 1fr)); gap: 10px; padding: 12px; }
.etd .etd-tier-card { padding: 10px 12px; border: 1px solid var(--etd-line); border-radius: 8px; }
.etd .etd-tier-card > h3 { margin-bottom: 4px; }
.etd .etd-meter { height: 6px; margin-top: 3px; overflow: hidden; background: var(--etd-inset); border-radius: 3px; }
.etd .etd-meter > span { display: block; min-width: 2px; height: 100%; background: var(--etd-tone); }
.etd .etd-facts-table { max-width: 820px; }
.etd .etd-facts-table thead th { position: static; background: none; }
.etd .etd-facts-table tbody th { font-weight: 400; }
.etd .etd-facts-table :is(th, td) { padding-inline-start: 0; white-space: normal; }
`
