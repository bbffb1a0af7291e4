import type { Flaw } from '../../form.ts'
import { useCatalogT } from '../useCatalogT.ts'

/** What is wrong with an answer, in a sentence that says what to change. */
export function useFlawSaid(): (flaw: Flaw | undefined) => string | undefined {
  const t = useCatalogT()
  return (flaw) => flaw && t(`catalog.flaw.${flaw.code}`, { count: flaw.bound ?? 0 })
}
