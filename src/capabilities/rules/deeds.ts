/** The actions of a rule: each is an action that a person can take, with its input and the permissions it needs. */
import type { RecordAction } from '../../core/action.ts'
import type { Registry } from '../../core/registry.ts'
import { callFor, type PlainDeed } from '../tickets/index.ts'
import type { Deed } from './statement.ts'
import { tellPeople } from './tell.ts'

const permissions: Record<Deed['do'], readonly string[]> = {
  assign: ['tickets.assign'],
  set_priority: ['tickets.override_priority'],
  set_category: ['tickets.edit'],
  set_kind: ['tickets.edit'],
  add_tags: ['tickets.tag'],
  remove_tags: ['tickets.tag'],
  note: ['tickets.note'],
  // Every requester may reply, on her own tickets.
  reply: ['tickets.reply', 'tickets.work'],
  escalate: ['tickets.escalate'],
  watch: ['tickets.reply', 'tickets.work'],
  notify: ['tickets.note'],
  move: [],
}
const endings: Partial<Record<string, string>> = {
  resolve: 'tickets.resolve',
  close: 'tickets.close',
  cancel: 'tickets.cancel',
}

/** What somebody must be permitted to do to have a rule do it. */
export function permissionsFor(deed: Deed): readonly string[] {
  if (deed.do === 'move') return [endings[deed.move ?? ''] ?? 'tickets.work']
  return deed.do === 'set_priority' && deed.priority === 1
    ? [...permissions.set_priority, 'tickets.call_p1']
    : permissions[deed.do]
}

/** The action and its input; `text` is the deed's text with its placeholders filled in, `rule` the rule's name. */
export function actionFor(
  registry: Registry,
  deed: Deed,
  { text, rule }: { text: string; rule: string },
): { action: RecordAction; input: unknown } {
  if (deed.do === 'notify')
    return { action: tellPeople, input: pick({ to: deed.to, person_id: deed.person_id }) }
  const [name, input] = callFor(deed as PlainDeed, text, rule)
  const action = registry.recordActions.get(`tickets.${name}`)
  if (!action) throw new Error(`The action tickets.${name} is not registered.`)
  return { action, input }
}

function pick(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
