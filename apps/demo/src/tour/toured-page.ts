import type { TouredPage } from './perform-step.ts'

/** The page that is open. */
export const touredPage: TouredPage = {
  press(selector) {
    const button = document.querySelector<HTMLElement>(selector)
    if (button === null || button.ariaDisabled === 'true') return false
    button.click()
    return true
  },
  isExpanded: (selector) => document.querySelector(selector)?.ariaExpanded === 'true',
  reload() {
    if (document.querySelector('.board') === null) window.location.hash = '#/'
    window.location.reload()
  },
}
