/** Acts on the accounts of others: which there are, and the gate that asks whether it was verified whose it is. */
import type { Writing } from './followers.ts'

/** What may be done to somebody's account that could hand it to a stranger. */
export const accountActs = [
  'password',
  'factor',
  'contact',
  'access',
  'role',
  'merge',
  'invite',
  'import',
] as const
export type AccountAct = (typeof accountActs)[number]

/**
 * Whose account was changed; for the giving of a role, which. `replaces` tells that something by which the person was
 * reached became other or went, or came from an entry of somebody else, rather than that an empty field was filled.
 */
export type Account = { readonly personId: string; readonly roleId?: string; readonly replaces?: boolean }

/** Refuses an act on accounts of others who were not verified for it. */
export type AccountGate = (writing: Writing, act: AccountAct, accounts: readonly Account[]) => Promise<void>

/**
 * Asks the gate about an act that was done in this write, which is rolled back when it refuses: whoever may not do it
 * for another reason hears that reason first. Nobody verifies themself, so that one's own account is not asked about.
 */
export async function requireVerified(
  writing: Writing,
  act: AccountAct | undefined,
  accounts: readonly Account[] | undefined,
): Promise<void> {
  if (act === undefined) return
  if (accounts === undefined) throw new Error(`An act on accounts (${act}) did not say whose they are.`)
  const others = accounts.filter(({ personId }) => personId !== writing.actor.personId)
  if (others.length > 0) await writing.app.registry.accountGate?.(writing, act, others)
}
