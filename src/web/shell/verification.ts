/** Acts on the accounts of others ask for a verification of who calls; whoever shows its dialog hears of it here. */
import type { ProblemError } from '../api/client.ts'

/** What is asked for; without an act whoever verifies chooses it. */
export type CallerWanted = {
  person_id: string
  act?: string
  role_id?: string | null
  ticket_id?: string
  /** Why it is asked for by itself, in a sentence. */
  reason?: string
}
type Waiting = { wanted: CallerWanted; done: (isVerified: boolean) => void }

let waiting: Waiting | undefined
const listeners = new Set<() => void>()

export function subscribeVerification(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function currentVerification(): Waiting | undefined {
  return waiting
}

/** So long the dialog, which is loaded after the page, may take to be there. */
const loading_ms_max = 10_000

/**
 * Opens the dialog, as soon as it is loaded; answers whether the caller was verified. Nothing opens where another one
 * is open, or where no page shows any.
 */
export function verifyCaller(wanted: CallerWanted): Promise<boolean> {
  if (waiting) return Promise.resolve(false)
  return new Promise<boolean>((done) => {
    tell({ wanted, done })
    setTimeout(() => listeners.size === 0 && done(false), loading_ms_max)
  }).finally(() => tell(undefined))
}

/** Opens the dialog for what a refused act wants to have verified; answers whether it was. */
export function verifyFor(refusal: ProblemError): Promise<boolean> {
  return verifyCaller({ ...(refusal.current as CallerWanted), reason: refusal.message })
}

function tell(next: Waiting | undefined): void {
  waiting = next
  for (const listener of listeners) listener()
}
