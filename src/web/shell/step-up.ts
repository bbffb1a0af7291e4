/** Privileged actions ask for a fresh proof of who one is; the call is repeated once it was given. */
import { ProblemError } from '../api/client.ts'

type Waiting = { proved: () => void; gaveUp: () => void }

let waiting: Waiting | undefined
const listeners = new Set<() => void>()

export function subscribeStepUp(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function currentStepUp(): Waiting | undefined {
  return waiting
}

/** The caller is verified, then confirmed by who verified; both may be asked for twice when time goes by. */
const rounds_max = 4

/**
 * Runs the call; when the API wants a fresh proof, or a verification of whose account it is about, the dialog asks for
 * it and the call runs once more. Rejects with the API's refusal when the reader closes the dialog instead.
 */
export async function confirmed<T>(call: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round++)
    try {
      return await call()
    } catch (error) {
      if (round === rounds_max || !(await mend(error))) throw error
    }
}

async function mend(error: unknown): Promise<boolean> {
  if (!(error instanceof ProblemError)) return false
  if (error.type === 'step-up-needed') return !waiting && (await prove())
  if (error.type !== 'verification-needed') return false
  return (await import('./verification.ts')).verifyFor(error)
}

/** Asks who one is; answers false when the reader closes the dialog instead. */
export function prove(): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    tell({ proved: () => resolve(true), gaveUp: () => resolve(false) })
  }).finally(() => tell(undefined))
}

function tell(next: Waiting | undefined): void {
  waiting = next
  for (const listener of listeners) listener()
}
