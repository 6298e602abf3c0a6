/** Pieces that every tab uses: buttons, chips, fields, tables, sections. */
export const PIECES = `
.etd .etd-button {
  display: inline-flex;
  gap: 4px;
  align-items: center;
  justify-content: center;
  min-height: 24px;
  padding: 2px 8px;
  font-weight: 500;
  color: var(--etd-text);
  white-space: nowrap;
  cursor: pointer;
  background: var(--etd-surface);
  border: 1px solid var(--etd-line-strong);
  border-radius: 5px;
}
.etd .etd-button:hover { background: var(--etd-hover); }
.etd .etd-button[aria-pressed='true'] { color: var(--etd-accent); background: var(--etd-selected); border-color: var(--etd-accent); }
.etd .etd-button[data-kind='quiet'] { background: none; border-color: transparent; }
.etd .etd-button[data-kind='bad'] { color: var(--etd-failed); border-color: var(--etd-failed); }
.etd .etd-button:disabled { color: var(--etd-quiet); cursor: default; border-color: var(--etd-line); }
.etd .etd-input {
  min-width: 0;
  min-height: 24px;
  padding: 2px 8px;
  color: var(--etd-text);
  background: var(--etd-surface);
  border: 1px solid var(--etd-line-strong);
  border-radius: 5px;
}
.etd .etd-input::placeholder { color: var(--etd-quiet); opacity: 1; }
.etd .etd-chip {
  display: inline-block;
  padding: 0 6px;
  font-size: 11px;
  font-weight: 500;
  color: var(--etd-quiet);
  white-space: nowrap;
  background: var(--etd-inset);
  border-radius: 999px;
}
.etd [data-group='memory'] { --etd-tone: var(--etd-memory); --etd-soft: var(--etd-memory-soft); }
.etd [data-group='disk'] { --etd-tone: var(--etd-disk); --etd-soft: var(--etd-disk-soft); }
.etd [data-group='validated'] { --etd-tone: var(--etd-validated); --etd-soft: var(--etd-validated-soft); }
.etd [data-group='network'] { --etd-tone: var(--etd-network); --etd-soft: var(--etd-network-soft); }
.etd [data-group='failed'] { --etd-tone: var(--etd-failed); --etd-soft: var(--etd-failed-soft); }
.etd .etd-chip[data-group] { color: var(--etd-tone); background: var(--etd-soft); }
.etd .etd-toggles { display: flex; flex-wrap: wrap; gap: 3px; }
.etd .etd-toggles > .etd-button { padding: 2px 6px; }
.etd .etd-bar-end { display: flex; flex: 1; gap: 6px; align-items: center; justify-content: end; white-space: nowrap; }
.etd .etd-dot { flex: none; width: 8px; height: 8px; background: var(--etd-tone); border-radius: 2px; }
.etd .etd-button[data-group][aria-pressed='true'] { color: var(--etd-tone); background: var(--etd-soft); border-color: var(--etd-tone); }
.etd .etd-quiet { color: var(--etd-quiet); }
.etd .etd-mono { font-family: var(--etd-mono); font-size: 11px; }
.etd .etd-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  white-space: nowrap;
  clip-path: inset(50%);
}
.etd .etd-bar {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  align-items: center;
  padding: 6px 10px;
  border-bottom: 1px solid var(--etd-line);
}
.etd .etd-bar > .etd-input { flex: 1 1 9em; max-width: 26em; }
@container etd (width < 520px) {
  .etd .etd-bar > input.etd-input { flex-basis: 100%; max-width: none; }
}
.etd .etd-spring { flex: 1; }
.etd .etd-empty { max-width: 44em; padding: 20px 16px; color: var(--etd-quiet); }
.etd .etd-empty > h3 { margin-bottom: 4px; color: var(--etd-text); }
.etd .etd-scroll { flex: 1; min-height: 0; overflow: auto; }
.etd .etd-table { width: 100%; border-spacing: 0; border-collapse: separate; }
.etd .etd-table th, .etd .etd-table td {
  height: 26px;
  padding: 2px 8px;
  overflow: hidden;
  text-align: start;
  text-overflow: ellipsis;
  white-space: nowrap;
  border-bottom: 1px solid var(--etd-line);
}
.etd .etd-table thead th {
  position: sticky;
  top: 0;
  z-index: 1;
  font-size: 11px;
  font-weight: 600;
  color: var(--etd-quiet);
  background: var(--etd-raised);
}
.etd .etd-table .etd-spacer > td { height: inherit; padding: 0; border: 0; }
.etd .etd-table :is(th, td)[data-number] { text-align: end; }
.etd .etd-table tbody tr:hover { background: var(--etd-hover); }
.etd .etd-table tbody tr[aria-selected='true'] { background: var(--etd-selected); }
.etd .etd-sort {
  display: inline-flex;
  gap: 3px;
  padding: 0;
  font-weight: 600;
  color: inherit;
  cursor: pointer;
  background: none;
  border: 0;
}
.etd .etd-section { padding: 10px 12px; }
.etd .etd-section > h3 { margin-bottom: 6px; }
.etd .etd-copy { flex: 1 1 100%; font-family: var(--etd-mono); font-size: 11px; white-space: pre; }
.etd .etd-code {
  padding: 8px 10px;
  overflow: auto;
  white-space: pre;
  background: var(--etd-inset);
  border-radius: 6px;
}
`
