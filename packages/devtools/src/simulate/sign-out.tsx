'use client'

import type { ReactNode } from 'react'
import { ConfirmButton } from '../panel/confirm-button.tsx'
import { useBeat, usePanel } from '../panel/panel-context.ts'
import { ABOUT_SIGN_OUT } from './consequences.ts'

/** Ends the session, as the app would. */
export function SignOut(): ReactNode {
  useBeat()
  const { recording, say } = usePanel()
  const isSignedIn = recording.client.session.state === 'signed-in'

  async function signOut(): Promise<void> {
    try {
      await recording.client.signOut()
      say('Signed out: what was the user’s is gone from memory and disk.')
    } catch (error) {
      say(`Could not sign out: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  return (
    <div className="etd-section">
      <h3>Session</h3>
      <ConfirmButton
        label="Sign out"
        question="End this user’s session and remove what is stored for it?"
        confirm="Sign out"
        isDisabled={!isSignedIn}
        onConfirm={() => void signOut()}
      />
      <p className="etd-about">{isSignedIn ? ABOUT_SIGN_OUT : NOBODY}</p>
    </div>
  )
}

const NOBODY = 'Nobody is signed in. What is stored for nobody stays when somebody signs in or out.'
