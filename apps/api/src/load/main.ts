import { complaintsAbout, describeLoad } from './judge-load.ts'
import { runLoad } from './run-load.ts'

/** 50,000 requests over loopback: no failure, and no growth of memory beyond the market itself. */
const report = await runLoad({ early: 10_000, total: 50_000 })
console.log(describeLoad(report).join('\n'))
for (const complaint of complaintsAbout(report)) {
  console.error(`Not well: ${complaint}`)
  process.exitCode = 1
}
