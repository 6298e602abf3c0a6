/** The frame around the tabs, and the floating panel. */
export const SHELL = `
.etd .etd-head {
  display: flex;
  gap: 10px;
  align-items: stretch;
  padding: 0 8px;
  background: var(--etd-raised);
  border-bottom: 1px solid var(--etd-line);
}
.etd .etd-brand { display: flex; gap: 6px; align-items: center; font-weight: 600; }
.etd .etd-tabs { display: flex; flex: 1; min-width: 0; overflow-x: auto; scrollbar-width: none; }
.etd .etd-tab {
  position: relative;
  padding: 7px 10px;
  font-weight: 500;
  color: var(--etd-quiet);
  white-space: nowrap;
  cursor: pointer;
  background: none;
  border: 0;
}
.etd .etd-tab:hover { color: var(--etd-text); }
.etd .etd-tab:focus-visible { outline-offset: -3px; }
.etd .etd-tab[aria-selected='true'] { color: var(--etd-text); box-shadow: inset 0 -2px 0 var(--etd-accent); }
.etd .etd-head-end { display: flex; gap: 6px; align-items: center; }
.etd .etd-panel { display: flex; flex: 1; flex-direction: column; min-height: 0; overflow: auto; }
.etd .etd-panel:focus-visible { outline-offset: -2px; }
.etd.etd-embedded { height: 100%; }
.etd.etd-floating {
  position: fixed;
  inset: auto 0 0;
  z-index: 99999;
  border-top: 1px solid var(--etd-line-strong);
  box-shadow: 0 -6px 24px rgb(0 0 0 / 18%);
}
.etd.etd-opener-place { position: fixed; right: 12px; bottom: 12px; z-index: 99999; overflow: visible; background: none; container: none; }
.etd .etd-opener {
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  padding: 0;
  cursor: pointer;
  background: var(--etd-surface);
  border: 1px solid var(--etd-line-strong);
  border-radius: 12px;
  box-shadow: 0 2px 10px rgb(0 0 0 / 22%);
}
.etd .etd-grip { flex: none; height: 7px; cursor: ns-resize; touch-action: none; background: var(--etd-raised); }
.etd .etd-grip:hover, .etd .etd-grip:focus-visible { background: var(--etd-accent); outline: none; }

.etd .etd-said { padding: 3px 12px; font-size: 11px; color: var(--etd-quiet); background: var(--etd-raised); border-top: 1px solid var(--etd-line); }
.etd .etd-said:empty { padding: 0; border: 0; }
@container etd (width < 560px) {
  .etd .etd-brand > span, .etd .etd-head-end .etd-chip > .etd-mono { display: none; }
}
`
