/** The text that is not below `display: none`. */
export function visibleText(node: Node): string {
  if (node instanceof HTMLElement && node.style.display === 'none') return ''
  if (node.childNodes.length === 0) return node.textContent ?? ''
  return Array.from(node.childNodes, visibleText).join('')
}
