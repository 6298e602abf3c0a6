import type { Row } from '../harness/group.ts'
import { coldStart } from './cold-start.ts'
import { firstRead } from './first-read.ts'
import { freshHit } from './fresh-hit.ts'
import { freshResponse } from './fresh-response.ts'
import { growth } from './growth.ts'
import { heap } from './heap.ts'
import { notModified } from './not-modified.ts'
import { notModifiedBrowser } from './not-modified-browser.ts'
import { signOut } from './sign-out.ts'
import { size } from './size.ts'
import { storeChanged } from './store-changed.ts'
import { tenTabs } from './ten-tabs.ts'
import { unchangedRefetch } from './unchanged-refetch.ts'
import { wireBytes } from './wire-bytes.ts'
import { writtenBy304 } from './written-by-304.ts'

/** All benchmarks, in the order of the report. */
export const rows: readonly Row[] = [
  freshHit,
  freshResponse,
  notModified,
  notModifiedBrowser,
  unchangedRefetch,
  coldStart,
  firstRead,
  writtenBy304,
  storeChanged,
  signOut,
  tenTabs,
  wireBytes,
  size,
  heap,
  growth,
]
