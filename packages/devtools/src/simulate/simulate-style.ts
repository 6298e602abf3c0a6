/** What is chosen and switched, and the banner that tells of it. */
export const SIMULATE_STYLE = `
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
.etd .etd-choices { display: grid; gap: 8px; }
.etd .etd-choice { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 0 8px; max-width: 62ch; cursor: pointer; }
.etd .etd-choice > input { width: 14px; height: 14px; margin: 2px 0 0; accent-color: var(--etd-accent); }
.etd .etd-choice > .etd-quiet { grid-column: 2; }
.etd .etd-choice > span:first-of-type { font-weight: 500; }
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
`
