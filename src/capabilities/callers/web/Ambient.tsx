/** On every desk page: opens the dialog when an act, or somebody, asks for a verification. */
import { useSyncExternalStore } from 'react'
import { later } from '../../../web/kit/later.tsx'
import { currentVerification, subscribeVerification } from '../../../web/shell/verification.ts'

const VerifyDialog = later(async () => (await import('./VerifyDialog.tsx')).VerifyDialog)

export function Ambient() {
  const waiting = useSyncExternalStore(subscribeVerification, currentVerification)
  return waiting ? <VerifyDialog wanted={waiting.wanted} onDone={waiting.done} /> : null
}
