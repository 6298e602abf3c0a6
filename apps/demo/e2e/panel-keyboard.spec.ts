import { panelPage } from './panel-page.ts'
import { tabTo } from './tab-to.ts'
import { expect, test } from './test.ts'

test('By keyboard alone: opens the panel, goes through its tabs, and acts on a row', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  const { keyboard } = page
  await page.goto('/')
  await demo.rest()
  await panel.opener.focus()
  await keyboard.press('Enter')
  await expect(panel.root).toBeVisible()
  await expect(panel.opener).toHaveAttribute('aria-expanded', 'true')

  await panel.root.getByRole('tab', { selected: true }).focus()
  for (const name of [
    'Entries',
    'Requests',
    'Storage',
    'Doctor',
    'Simulate',
    'Overview',
  ] as const) {
    await keyboard.press('ArrowRight')
    await expect(panel.tab(name)).toBeFocused()
    await expect(panel.root.getByRole('tabpanel', { name })).toBeVisible()
  }
  await keyboard.press('End')
  await expect(panel.tab('Simulate')).toBeFocused()
  await tabTo(page, panel.root.getByRole('radio', { name: /^As it is/ }))
  await keyboard.press('ArrowDown')
  await expect(panel.root.getByRole('radio', { name: /^Offline/ })).toBeChecked()
  await keyboard.press('ArrowUp')
  await expect(panel.root.getByRole('group', { name: 'Simulation' })).toHaveCount(0)

  await panel.tab('Simulate').focus()
  await keyboard.press('Home')
  await keyboard.press('ArrowRight')
  await expect(panel.tab('Entries')).toBeFocused()
  await tabTo(page, panel.rows.first())
  coins.forgetLog()
  await keyboard.press('v')
  await expect(panel.said).toContainText('is unchanged (304)')
  expect(coins.statuses('/coins')).toEqual([304])
  await keyboard.press('Enter')
  await tabTo(page, panel.detail.getByRole('button', { name: 'Show body' }))
  await keyboard.press('Enter')
  await expect(panel.detail.getByLabel('Body')).toContainText('"mint"')
  await keyboard.press('Escape')
  await expect(panel.detail).toHaveCount(0)
  await expect(panel.rows.first()).toBeFocused()
  await keyboard.press('Delete')
  await expect(panel.said).toContainText('is removed')

  await panel.tab('Entries').focus()
  await keyboard.press('ArrowRight')
  const list = panel.root.getByRole('grid', { name: /Requests/ })
  await tabTo(page, list)
  // The newest: the panel's own look into the body is no request of the page's.
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(panel.detail).toContainText('RFC 9111 §4.3.4')
  await keyboard.press('Escape')
  await expect(panel.detail).toHaveCount(0)
  await expect(list).toBeFocused()
})
