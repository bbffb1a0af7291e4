import { useSyncExternalStore } from 'react'
import { later } from '../kit/later.tsx'
import { currentStepUp, subscribeStepUp } from './step-up.ts'

const Proof = later(async () => (await import('./StepUpProof.tsx')).Proof)

/** Asks who one is, above whatever page is open, when a privileged action needs it. */
export function StepUpDialog() {
  const waiting = useSyncExternalStore(subscribeStepUp, currentStepUp)
  return waiting ? <Proof proved={waiting.proved} gaveUp={waiting.gaveUp} /> : null
}
