import { expect, test } from './test.ts'
import { panelPage, watchClipboard } from './panel-page.ts'

test('Doctor: an answer without a validator is named, with what to paste for each server', async ({
  page,
  coins,
  demo,
}) => {
  const panel = panelPage(page)
  await watchClipboard(page)
  await page.goto('/')
  await demo.rest()
  await panel.open('Doctor')
  await expect(panel.root).toContainText('No findings')

  coins.script('/sol-price', {
    body: '{"solPrice":1}',
    fields: { 'content-type': 'application/json' },
  })
  coins.script('/coins', { body: '[]', fields: { 'content-type': 'application/json' } })
  await demo.button('Refresh').click()
  const finding = panel.root.getByRole('article').filter({ hasText: '/coins' })
  await expect(finding).toContainText('neither ETag nor Last-Modified')
  for (const [server, text] of [
    ['nginx', 'etag on;'],
    ['Express', "app.set('etag'"],
    ['Hono', "from 'hono/etag'"],
  ] as const) {
    await finding.getByRole('button', { name: server, exact: true }).click()
    await finding.getByRole('button', { name: /^Copy/ }).click()
    expect((await panel.copied()).at(-1)).toContain(text)
  }
})
