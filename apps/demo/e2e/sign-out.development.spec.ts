import { describeSignOut } from './sign-out.ts'
import { expect, test } from './test.ts'

test.use({ mode: 'development' })

test('StrictMode acts in this build: it renders each row twice', async ({ page, demo }) => {
  await page.goto('/')
  await demo.rest()
  expect(await demo.renders()).toMatchObject({ CoinRow: 100 })
})

describeSignOut("With React's development build in StrictMode", '/')
