/** Where the cause of what was asked stands: the capability of the records says, since their table is its own. */
import type { Query } from '../../platform/db/transaction.ts'

/** A query of one row with the cause that was noted, or null. */
export type CauseOf = (orgId: string, recordId: string) => Query<{ cause: string | null }>

const sources = new Map<string, CauseOf>()

/** Told once by the capability whose records have causes. */
export function declareCauses(kind: string, causeOf: CauseOf): void {
  sources.set(kind, causeOf)
}

export function causeOf(kind: string): CauseOf | undefined {
  return sources.get(kind)
}
