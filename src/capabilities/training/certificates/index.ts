/** Certificates: the proof of what was learned, on paper and as a badge that others can check. */
import type { Capability } from '../../../core/registry.ts'
import { certify, shareCertificate } from './actions.ts'
import { mountCertificates } from './routes.ts'

export { sealedBadgeKeys } from './key.ts'

export const certificatesPart = {
  plainActions: [certify, shareCertificate],
  routes: mountCertificates,
} satisfies Partial<Capability>
