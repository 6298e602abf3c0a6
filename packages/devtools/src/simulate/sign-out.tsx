'use client'

import type { ReactNode } from 'react'
import { ConfirmButton } from '../panel/confirm-button.tsx'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { useGeneration } from '../panel/use-session.ts'
import { ABOUT_SIGN_OUT } from './consequences.ts'
import { signOut } from './sign-out-now.ts'

/** Ends the session, as the app would. */
export function SignOut(): ReactNode {
  useBeat()
  const { recording, say } = usePanel()
  const generation = useGeneration()
  const isSignedIn = recording.client.session.state === 'signed-in'

  async function leave(): Promise<void> {
    say(await signOut(recording.client))
  }

  return (
    <div className="etd-section">
      <h3>Session</h3>
      <ConfirmButton
        // What was asked is about the session that was open then.
        key={generation}
        label="Sign out"
        question="End this user’s session and remove what is stored for it?"
        confirm="Sign out"
        isDisabled={!isSignedIn}
        onConfirm={() => void leave()}
      />
      <p className="etd-about">{isSignedIn ? ABOUT_SIGN_OUT : NOBODY}</p>
    </div>
  )
}

const NOBODY = 'Nobody is signed in. What is stored for nobody stays when somebody signs in or out.'
