import { AuthClaims } from '@etagged/pumpfun'
import * as v from 'valibot'
import type { SignIn, SignIns } from '../accounts/sign-ins.ts'
import { defineOperation, type Operation } from './operation.ts'
import { type Session, welcome } from './session.ts'

const SignInBody: v.GenericSchema<unknown, SignIn> = v.object({
  address: v.string(),
  signature: v.string(),
  timestamp: v.number(),
})

/** `POST /auth/login` with a wallet's signature. */
export function loginOperations(signIns: SignIns, session: Session): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'login',
      method: 'POST',
      path: '/auth/login',
      summary: 'Logs in the wallet that signed "Sign in to pump.fun: <timestamp>"',
      body: SignInBody,
      status: 201,
      response: AuthClaims,
      errors: [401],
      answer: async ({ body, wire }) => {
        await signIns.admit(body)
        return welcome(session, body.address, wire)
      },
    }),
  ]
}
