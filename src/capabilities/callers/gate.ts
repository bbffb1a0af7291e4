/** The gate before acts on the accounts of others: it uses a verification up, or says what is missing. */
import type { Account, AccountAct } from '../../core/accounts.ts'
import { audit } from '../../core/audit.ts'
import type { Writing } from '../../core/followers.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { verificationNeeded } from '../../platform/http/problem.ts'
import { approvalTies } from '../approvals/index.ts'
import { changedSince, noteContacts } from './contacts.ts'
import { isEnough, type Setting, settingOf } from './setting.ts'
import { passedFor, type Verification, whyTwo } from './verification.ts'
import type { Act } from './words.ts'

/** What has to be verified for an act on an account. */
const verifiedAs: Readonly<Record<AccountAct, Act>> = {
  password: 'password',
  // An invitation is a way to a first password.
  invite: 'password',
  factor: 'factor',
  contact: 'contact',
  import: 'contact',
  access: 'access',
  role: 'role',
  merge: 'merge',
}

/** As `AccountGate` says. */
export async function requireVerifiedCaller(
  writing: Writing,
  accountAct: AccountAct,
  accounts: readonly Account[],
): Promise<void> {
  const setting = await settingOf(writing.tx)
  const asked = await withAccounts(writing, accountAct, accounts, setting)
  const act = verifiedAs[accountAct]
  const missing: { personId: string; roleId?: string; why: Why }[] = []
  // One order for all, so that two acts on the same people wait for each other instead of failing.
  for (const account of asked.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const why = await spendOne(writing, act, account, setting)
    if (why) missing.push({ ...account, why })
  }
  const [first] = missing
  if (!first) return
  throw verificationNeeded(sentence(first.why, missing.length), {
    person_id: first.personId,
    act,
    role_id: first.roleId ?? null,
    why: first.why,
    people: missing.length,
  })
}

type Why = 'none' | 'second_high_risk' | 'second_held' | 'used'

function sentence(why: Why, people: number): string {
  if (people > 1)
    return 'Several of these people were not verified. Verify them one by one, or leave them out and go on with the others.'
  switch (why) {
    case 'none':
      return 'Nobody verified yet that this person asks for it. Verify the caller first: call back, ask the manager, look at the badge, or let the person confirm it.'
    case 'second_high_risk':
      return 'This is about a high-risk role, for which two people have to verify. Ask a colleague to confirm your verification.'
    case 'second_held':
      return 'Somebody who claimed to be this person was not verified lately, so that two people have to verify now. Ask a colleague to confirm your verification.'
    case 'used':
      return 'This verification was used already, and counts once. Verify the caller again.'
  }
}

/** Uses a verification for the act; the reason why there is none that counts. */
async function spendOne(
  writing: Writing,
  act: Act,
  account: Account,
  setting: Setting,
): Promise<Why | undefined> {
  const { tx, actor, now } = writing
  // What an agent verified is for the agent, and for none of their programs.
  if (actor.key) return 'none'
  const passed = (await passedFor(writing, { ...account, act })).filter((each) =>
    isEnough(setting, act, each.method),
  )
  const two = await whyTwo(tx, account, setting, now)
  const [newest] = passed
  if (!newest) return 'none'
  const fits = passed.find((each) => (two === undefined ? countsOn(each) : isByTwo(each) && each.uses === 0))
  if (!fits) return isByTwo(newest) ? 'used' : two === 'held' ? 'second_held' : 'second_high_risk'
  tx.send(
    raw(
      'update callers.verification set uses = uses + 1, used_at = coalesce(used_at, $3) where org_id = $1 and id = $2',
      [tx.orgId, fits.id, now],
    ),
  )
  tx.send(audit(actor, now, 'callers.used', { verification: fits.id, person: account.personId, act }))
  return undefined
}

/** One verification is for all that its call is about; what the server vouched for counts once. */
function countsOn({ method, uses }: Verification): boolean {
  return method !== 'server' || uses === 0
}

function isByTwo({ second_id, method }: Verification): boolean {
  return second_id !== null || method === 'server'
}

/** Those of the accounts whose change could hand something to a stranger. */
async function withAccounts(
  { tx, now }: Writing,
  act: AccountAct,
  accounts: readonly Account[],
  setting: Setting,
): Promise<readonly Account[]> {
  if (act === 'invite') {
    const fresh: Account[] = []
    for (const account of accounts)
      if (await hasNewAddress(tx, account.personId, setting, now)) fresh.push(account)
    return fresh
  }
  const held = await heldAccounts(tx, accounts, now)
  const asked: Account[] = []
  for (const account of accounts) {
    const kind = held.get(account.personId)
    if (kind === undefined || kind === 'service') continue
    if (isTakeable(act, kind, account, setting) || (await whyTwo(tx, account, setting, now)))
      asked.push(account)
  }
  return asked
}

/**
 * True where the act could hand something of the person to a stranger, whatever role it is about: nobody can be taken
 * for somebody who has nothing yet, so that new people get their first addresses and roles without a call.
 */
function isTakeable(act: AccountAct, kind: Held, account: Account, setting: Setting): boolean {
  if (act === 'import' && setting.is_import_trusted) return false
  if (act === 'contact' || act === 'import' || act === 'merge')
    return kind !== 'none' || account.replaces === true
  return act !== 'role' || kind === 'login'
}

/** An invitation to the address that the person came with asks for nothing. */
async function hasNewAddress(tx: Tx, personId: string, setting: Setting, now: string): Promise<boolean> {
  await noteContacts(tx, now, personId)
  const since = new Date(Date.parse(now) - setting.contact_days * 86_400_000).toISOString()
  return (await changedSince(tx, personId, since)).has('email')
}

type Held = 'login' | 'roles' | 'ties' | 'none' | 'service'

/** What ties people to an entry, so that who signs in as it would answer for them, or read what is theirs. */
const ties = [
  ['core.person', 'manager_id'],
  ['core.team_member', 'person_id'],
  ['core.record', 'requester_id'],
  ...approvalTies,
]
  .map(
    ([table, column]) => `exists (select from ${table} t where t.org_id = p.org_id and t.${column} = p.id)`,
  )
  .join(' or ')

/** What somebody could take: a way to sign in, a role beside everybody's that waits for one, or a place among others. */
async function heldAccounts(tx: Tx, accounts: readonly Account[], now: string): Promise<Map<string, Held>> {
  const rows = await tx.all(
    raw<{ id: string; what: Held }>(
      `select p.id, case when p.kind = 'service' then 'service'
         when exists (select from core.password w where w.org_id = p.org_id and w.person_id = p.id)
           or exists (select from core.passkey k where k.org_id = p.org_id and k.person_id = p.id)
           or exists (select from core.identity i where i.org_id = p.org_id and i.person_id = p.id) then 'login'
         when exists (select from core.role_assignment a join core.role o on o.org_id = a.org_id and o.id = a.role_id
             where a.org_id = p.org_id and a.person_id = p.id and o.key <> 'requester' and (a.valid_to is null or a.valid_to > $3)) then 'roles'
         when ${ties} then 'ties'
         else 'none' end as what
       from core.person p where p.org_id = $1 and p.id = any($2::uuid[])`,
      [tx.orgId, accounts.map(({ personId }) => personId), now],
    ),
  )
  return new Map(rows.map(({ id, what }) => [id, what]))
}
