/** Who may have a ladder do what: nobody gets by a ladder what they may not do themselves. */
import { type Actor, may } from '../../../core/actor.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import type { Deed, Step } from './ladder.ts'

/** Of the actions that a deed may turn out to be; to tell people is open to everybody who makes ladders. */
const permissions: Record<Deed, readonly string[]> = {
  notify: [],
  page: ['tickets.escalate'],
  // Within the team it becomes an assignment.
  pass: ['tickets.escalate', 'tickets.assign'],
  raise: ['tickets.override_priority'],
  bridge: ['tickets.note'],
}

/** Throws a 403 problem that names the permissions without which somebody may not have these steps taken. */
export function requirePermitted(actor: Actor, steps: readonly Pick<Step, 'deed'>[]): void {
  const needed = new Set(steps.flatMap(({ deed }) => permissions[deed]))
  const missing = [...needed].filter((name) => !may(actor, name))
  if (missing.length > 0)
    throw forbidden(
      `A ladder does only what you may do yourself. You lack ${missing.join(', ')} for what its steps do.`,
    )
}
