import { expect, it } from 'vitest'
import { anchorsOf, codeBlocks, givenBy, linksFrom, parsePage } from './markdown.ts'

const page = parsePage(
  'page.md',
  `# What it is, and \`why\`

<!-- given: declare const a: number
declare const b: string -->

See [one](one.md#there), [two][2] and <a id="here" href='three.md'>three</a>.

<picture>
  <source srcset="dark.png 1x, dark@2x.png 2x">
  <img src="light.png" alt="">
</picture>

## Twice

\`\`\`tsx title="src/app.tsx"
const link = '[none](none.md)'
\`\`\`

## Twice

[2]: two.md
`,
)

it('finds every place to which a page leads, and none in its code', () => {
  expect(linksFrom(page).toSorted()).toEqual(
    ['dark.png', 'dark@2x.png', 'light.png', 'one.md#there', 'three.md', 'two.md'].toSorted(),
  )
})

it('names headings as code hosts do, and what a page names itself', () => {
  expect([...anchorsOf(page)]).toEqual(['what-it-is-and-why', 'twice', 'twice-1', 'here'])
})

it('tells of a block of code its language, its file, and where it stands', () => {
  expect(codeBlocks(page)).toEqual([
    { language: 'tsx', title: 'src/app.tsx', text: "const link = '[none](none.md)'", line: 16 },
  ])
})

it('reads what a page says to its tools alone', () => {
  expect(givenBy(page).trim()).toBe('declare const a: number\ndeclare const b: string')
})
