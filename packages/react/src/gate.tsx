'use client'

import * as React from 'react'

export interface GateProps {
  /** Nothing of the children may be seen, and none of their effects runs. */
  readonly isClosed: boolean
  readonly children: React.ReactNode
}

type Activity = React.ComponentType<React.ActivityProps> | typeof React.Activity

/**
 * Hides its children while it is closed. With `<Activity>` they keep their state; before React 19.2,
 * which has none, they go and come back as new.
 */
export function createGate(activity: Activity | undefined): React.ComponentType<GateProps> {
  if (activity === undefined) return ({ isClosed, children }) => (isClosed ? null : children)
  const Hiding = activity
  return ({ isClosed, children }) => (
    <Hiding mode={isClosed ? 'hidden' : 'visible'}>{children}</Hiding>
  )
}

// A copy of the namespace: bundlers look for every name that is read from the namespace itself, and
// stop at one that an older React does not export.
const { Activity: ofThisReact }: Partial<Pick<typeof React, 'Activity'>> = { ...React }

export const Gate: React.ComponentType<GateProps> = createGate(ofThisReact)
