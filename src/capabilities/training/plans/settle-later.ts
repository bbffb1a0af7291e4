/** Asks, inside the write that learns something, that the plans of these people are looked at after it. */
import type { Tx } from '../../../platform/db/transaction.ts'
import { createJobs } from '../../../platform/jobs/jobs.ts'

export function settleLater(tx: Tx, people: readonly string[]): void {
  if (people.length > 0) createJobs().add(tx, 'training.settle_plans', { people: [...new Set(people)] })
}
