/** What each attacker may change in their own organization. */
import { changedTables, type Print } from './prints.ts'
import type { Attacker } from './target.ts'

/** Whose acts are counted or told wherever somebody only knocks, on whatever name. */
const knocking = ['core.throttle', 'core.audit']
/** What anybody with an account leaves behind, besides the rows about themselves. */
const passing = [
  ...knocking,
  'core.search_miss',
  'core.search_miss_word',
  // What was seen in a file that one uploaded and sent nowhere.
  'privacy.file',
]
/** Who may do what, how one gets in, and what proves it: changed by administrators and officers alone. */
const governed = [
  /^core\.(role|organization|department|site|place|identity|saml|provider|emergency|automation|skill)/,
  /^core\.(role_assignment|team|team_member|team_skill|person|person_skill)$/,
  /^core\.(password|second_factor|passkey|recovery_code|session|login_token|credential_reset|workstation)$/,
  /^callers\.(role_risk|setting|contact)/,
  /^privacy\.(setting|allowed|hold|erasure)/,
  /^restriction\./,
  /^safety\.(control|hazard|hazard_record|setting)/,
  /^(trail|platform|channels|reporting)\./,
  /^escalation\.(webhook|push_device|calendar_version|policy_version|ladder_version)/,
  /^rules\.(rule|rule_version)/,
  /^approvals\.deputy/,
]
/** Rights that nobody gives or takes themselves, administrators aside. */
const rights =
  /^core\.(role_assignment|team_member|identity|emergency_account|emergency_use|person_skill) of themselves$/

/**
 * The tables that changed and may not have, of the victim's organization or the attacker's own. Whoever broke the glass
 * of what is closed may change it. `deeds` are the operations that were taken.
 */
export function changedWrongly(
  before: Print,
  after: Print,
  of: Attacker,
  { isVictim = false, isBroken = false, deeds = [] as readonly string[] } = {},
): string[] {
  const changed = changedTables(before, after)
  if (isVictim) return changed.filter((name) => !knocking.includes(name))
  if (of === 'administrator') return []
  return changed.filter((name) => {
    if (rights.test(name)) return true
    if (name.endsWith(' closed')) return !isBroken
    if (of === 'stranger') return !knocking.includes(name)
    if (name.endsWith(' of themselves')) return false
    if (of === 'nobody') return !passing.includes(name)
    // Whoever takes a call may add somebody who was not known.
    if (name === 'core.person' && deeds.includes('phone.add_caller')) return false
    return governed.some((pattern) => pattern.test(name))
  })
}
