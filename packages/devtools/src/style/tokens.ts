/** Colours, spaces and type of the panel. Nothing in it depends on the page's own styles. */
export const TOKENS = `
.etd {
  all: initial;
  color-scheme: light dark;
  --etd-surface: light-dark(#ffffff, #17181b);
  --etd-raised: light-dark(#f5f6f8, #202227);
  --etd-inset: light-dark(#eceef2, #0f1012);
  --etd-hover: light-dark(#eef1f6, #26292f);
  --etd-selected: light-dark(#e2ecfb, #1d2b42);
  --etd-line: light-dark(#d9dde4, #31343b);
  --etd-line-strong: light-dark(#7c8594, #757d8a);
  --etd-text: light-dark(#16181d, #e8eaee);
  --etd-quiet: light-dark(#555d6b, #a4abb8);
  --etd-accent: light-dark(#1a56b8, #84b3ff);
  --etd-memory: light-dark(#0b7a4b, #4cc38a);
  --etd-disk: light-dark(#0d6f8a, #4fb8d3);
  --etd-validated: light-dark(#3b5bdb, #91a7ff);
  --etd-network: light-dark(#9a5b00, #e8a33d);
  --etd-failed: light-dark(#c0262d, #ff8a8a);
  --etd-memory-soft: light-dark(#dcf3e7, #12301f);
  --etd-disk-soft: light-dark(#d9eff5, #0f2c35);
  --etd-validated-soft: light-dark(#e3e9fd, #1d2647);
  --etd-network-soft: light-dark(#fbeacd, #362609);
  --etd-failed-soft: light-dark(#fbe1e2, #3d1719);
  --etd-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  min-width: 0;
  min-height: 0;
  container: etd / inline-size;
  overflow: hidden;
  font: 400 12px/1.45 ui-sans-serif, system-ui, 'Segoe UI', 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums;
  color: var(--etd-text);
  background: var(--etd-surface);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
.etd[data-theme='auto'] { color-scheme: inherit; }
.etd[data-theme='light'] { color-scheme: light; }
.etd[data-theme='dark'] { color-scheme: dark; }
/* The page's rules for elements stay outside; what a picture says of itself stays. */
.etd :where(:not(svg, svg *, style)) { all: revert; box-sizing: border-box; font: inherit; }
.etd :where(svg) { display: block; flex: none; overflow: visible; }
.etd :where(h2, h3, h4, p, dl, dd, ul, ol, figure, table, fieldset, pre) { padding: 0; margin: 0; border: 0; }
.etd :where(ul, ol) { list-style: none; }
.etd :where(h2, h3, h4) { font-weight: 600; }
.etd :where(code, pre) { font-family: var(--etd-mono); font-size: 11px; }
.etd :where(:focus-visible) { outline: 2px solid var(--etd-accent); outline-offset: 1px; }
@media (prefers-reduced-motion: reduce) {
  .etd, .etd * { animation: none !important; transition: none !important; }
}
`
