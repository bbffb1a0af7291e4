/** Lines of the audit log in words. Their data is ids, counts and names of fields, never anybody's words. */
import type { AuditLine } from './data.ts'
import type { OrganizationKey, useOrganizationT } from './useOrganizationT.ts'

type Words = ReturnType<typeof useOrganizationT>

const named = ['person', 'into'] as const
const things = ['role', 'team', 'skill', 'site', 'department', 'place', 'workstation'] as const
const counted = ['found', 'lines', 'created', 'updated', 'refused'] as const

/** What the actor did, without its subject: “gave Nora Nurse the role Trainer.” */
export function sentenceOf(t: Words, line: AuditLine): string {
  const { data, names } = line
  const isUnseen = line.action === 'denied' && data.status === 404
  const key = isUnseen ? 'denied_unseen' : line.action.replaceAll('.', '_')
  const values = {
    ...Object.fromEntries(named.map((name) => [name, names[name] ?? t('organization.audit.somebody')])),
    ...Object.fromEntries(things.map((name) => [name, names[name] ?? t('organization.audit.something')])),
    ...Object.fromEntries(counted.map((name) => [name, Number(data[name] ?? 0)])),
    what: whatOf(t, String(data.action ?? '')),
  }
  const sentence = t(`organization.audit.did.${key}` as OrganizationKey, { ...values, defaultValue: '' })
  return sentence || t('organization.audit.other', { action: line.action })
}

/** Things that are kept under another name than that of the permission for them. */
const keptUnder: Record<string, string> = {
  sites: 'organization',
  departments: 'organization',
  places: 'organization',
  workstations: 'organization',
  synonyms: 'organization',
  system: 'organization',
  skills: 'teams',
}

/** What a refused action would have needed, in the words of its permission; its own name where there are none. */
function whatOf(t: Words, action: string): string {
  const [thing = '', verb = ''] = action.split('.')
  const isReading = /^(list|show|export|find)$/.test(verb)
  const kept = keptUnder[thing] ?? thing
  const wanted = [`${thing}_${verb}`, ...(isReading ? [`${kept}_read`] : []), `${kept}_manage`, `${kept}_run`]
  for (const name of wanted) {
    const words = t(`organization.permission.${name}` as OrganizationKey, { defaultValue: '' })
    if (words) return words
  }
  return action
}

/** What else the line tells, each as a phrase; empty when the sentence says it all. */
export function detailsOf(
  t: Words,
  { action, data }: AuditLine,
  join: (words: readonly string[]) => string,
): string[] {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const field = (name: string) =>
    t(`organization.audit.field.${name}` as OrganizationKey, { defaultValue: name })
  const found: string[] = []
  const added = list(data.added)
  const removed = list(data.removed)
  // What is new has nothing that was changed.
  const isNew = action.endsWith('.create')
  const isTold = (name: string) => isNew || (name === 'permissions' && added.length + removed.length > 0)
  const fields = list(data.fields).filter((name) => !isTold(name))
  if (fields.length > 0) found.push(t('organization.audit.changed', { fields: join(fields.map(field)) }))
  if (added.length > 0)
    found.push(t('organization.audit.mayNow', { permissions: join(added.map((name) => whatOf(t, name))) }))
  if (removed.length > 0)
    found.push(
      t('organization.audit.mayNoLonger', { permissions: join(removed.map((name) => whatOf(t, name))) }),
    )
  if (typeof data.verified_by === 'string')
    found.push(
      t(`organization.verify.${data.verified_by}` as OrganizationKey, { defaultValue: data.verified_by }),
    )
  if (typeof data.level === 'number')
    found.push(t(`organization.level.${data.level}` as OrganizationKey, { defaultValue: String(data.level) }))
  if (data.second_factor === 'optional' || data.second_factor === 'privileged')
    found.push(t(`organization.settings.factors.${data.second_factor}`))
  return found
}
