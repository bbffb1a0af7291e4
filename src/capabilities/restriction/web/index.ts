/** What stands on the page of a ticket beside its own. */
import { later } from '../../../web/kit/later.tsx'

/** From whom the record is kept, above it. */
export const RestrictionNotice = later(
  async () => (await import('./RestrictionNotice.tsx')).RestrictionNotice,
)

/** Where nothing is there for the reader: the way to a restricted record for those who may break glass. */
export const GlassHint = later(async () => (await import('./GlassHint.tsx')).GlassHint)
