/** Learning that people hand in themselves. */
import { acceptClaim, declineClaim, handInClaim, withdrawClaim } from './actions.ts'
import { ownClaims, waitingClaims } from './read.ts'

export { mountClaimFiles } from './read.ts'

export const claimsPart = {
  plainActions: [handInClaim, acceptClaim, declineClaim, withdrawClaim],
  readers: [ownClaims, waitingClaims],
}
