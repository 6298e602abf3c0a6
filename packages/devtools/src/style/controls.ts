/** What several tabs have: segments, what is confirmed, what is copied. */
export const CONTROLS = `
.etd .etd-about { max-width: 80ch; margin-top: 4px; color: var(--etd-quiet); }
.etd .etd-about + .etd-button { margin-top: 10px; }
.etd .etd-segments { display: inline-flex; border: 1px solid var(--etd-line-strong); border-radius: 5px; }
.etd .etd-segment { position: relative; padding: 2px 12px; cursor: pointer; border-inline-start: 1px solid var(--etd-line-strong); }
.etd .etd-segment:first-child { border-inline-start: 0; }
.etd .etd-segment > input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; opacity: 0; }
.etd .etd-segment:has(:checked) { font-weight: 600; color: var(--etd-accent); background: var(--etd-selected); }
.etd .etd-segment:has(:focus-visible) { outline: 2px solid var(--etd-accent); outline-offset: 1px; }
.etd .etd-confirm { display: inline-flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.etd .etd-live { padding: 8px 12px; background: var(--etd-raised); border-bottom: 1px solid var(--etd-line); }
.etd .etd-live b { font-weight: 600; }
.etd .etd-copied { position: relative; max-width: 110ch; margin-top: 6px; }
.etd .etd-copied > .etd-code { padding-top: 32px; }
.etd .etd-copied > .etd-button { position: absolute; top: 5px; right: 6px; }
.etd .etd-segment[aria-pressed='true'] { font-weight: 600; color: var(--etd-accent); background: var(--etd-selected); }
.etd button.etd-segment { color: var(--etd-text); background: none; border-width: 0 0 0 1px; }
.etd button.etd-segment:first-child { border-width: 0; }
.etd .etd-level { display: flex; flex-wrap: wrap; gap: 0 10px; justify-content: space-between; padding: 3px 0; }
.etd .etd-level-text { color: var(--etd-quiet); }
.etd .etd-level-line { flex: 0 0 100%; height: 6px; margin-top: 2px; overflow: hidden; background: var(--etd-inset); border-radius: 3px; }
.etd .etd-level-line > div { height: 100%; background: var(--etd-accent); }
.etd .etd-level-line[data-group] > div { background: var(--etd-tone); }
`
