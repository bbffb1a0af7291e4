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

/**
 * Runs the call; when the API wants a fresh proof, the dialog asks for it and the call runs once more.
 * Rejects with the API's refusal when the reader closes the dialog instead.
 */
export async function confirmed<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.type !== 'step-up-needed' || waiting) throw error
    if (!(await prove())) throw error
    return call()
  }
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
