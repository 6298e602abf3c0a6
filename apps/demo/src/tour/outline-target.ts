const MARK = 'data-tour-target'

/** Outlines what a step is about, as soon as it is on the page; the returned function ends that. */
export function outlineTarget(selector: string): () => void {
  let outlined: Element | undefined

  function outline(): void {
    const found = document.querySelector(selector)
    if (found === null || found === outlined) return
    outlined?.removeAttribute(MARK)
    outlined = found
    found.setAttribute(MARK, '')
    found.scrollIntoView({ block: 'nearest' })
  }

  const observer = new MutationObserver(outline)
  observer.observe(document.body, { childList: true, subtree: true })
  outline()
  return () => {
    observer.disconnect()
    outlined?.removeAttribute(MARK)
  }
}
