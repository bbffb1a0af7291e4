/** A rule as a sentence that can be read aloud. */
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import {
  type Condition,
  type Conditions,
  type Deed,
  type Lists,
  type Named,
  useNamed,
  type When,
} from './data.ts'
import { type RulesKey, useRulesT } from './useRulesT.ts'

type Vocabulary = {
  t: Translate<RulesKey>
  /** The names of states, kinds and the like are those that tickets have everywhere. */
  words: (key: string) => string
  lists: Lists
  /** Those whom the rules name. */
  people: readonly Named[]
}

/** Says the parts of rules in words; `people` are those whom they name. */
export function useSentences(people: readonly Named[] = []) {
  const all: Vocabulary = { t: useRulesT(), words: useT<unknown>(), lists: useNamed(), people }
  return {
    whenSaid: (when: When) => whenSaid(all, when),
    conditionSaid: (condition: Condition) => conditionSaid(all, condition),
    ifSaid: (conditions: Conditions) => ifSaid(all, conditions),
    deedSaid: (deed: Deed) => deedSaid(all, deed),
    /** What a firing says happened, e.g. `changed:priority`, of a rule that waits for this. */
    happenedSaid: (happened: string, when: When) =>
      happened === 'after' || happened === 'daily' ? whenSaid(all, when) : eventSaid(all, when.on, when),
  }
}
export type Sentences = ReturnType<typeof useSentences>

function whenSaid(all: Vocabulary, when: When): string {
  const { t, words } = all
  if (when.on === 'daily') return t('rules.said.daily', { time: when.time ?? '' })
  if (when.on !== 'after') return eventSaid(all, when.on, when)
  const time = timeSaid(t, when.minutes ?? 0)
  return when.since === 'moved'
    ? t('rules.said.afterState', { time, state: words(`tickets.state.${when.state ?? 'open'}`) })
    : t('rules.said.after', { time, event: eventSaid(all, when.since ?? 'created', when) })
}

function eventSaid({ t, words }: Vocabulary, event: When['on'], when: When): string {
  if (event === 'changed')
    return t('rules.said.changed', { field: t(`rules.changeable.${when.field ?? 'priority'}`) })
  if (event === 'moved')
    return t('rules.said.moved', { state: words(`tickets.state.${when.state ?? 'open'}`) })
  return t(`rules.said.${event as 'created'}`)
}

function timeSaid(t: Translate<RulesKey>, minutes: number): string {
  if (minutes % 1440 === 0) return t('rules.unit.days', { count: minutes / 1440 })
  return minutes % 60 === 0
    ? t('rules.unit.hours', { count: minutes / 60 })
    : t('rules.unit.minutes', { count: minutes })
}

/** What is not chosen yet is left open. */
function nameSaid({ t }: Vocabulary, list: readonly Named[], id: string | undefined): string {
  return id ? (list.find((each) => each.id === id)?.name ?? t('rules.gone')) : t('rules.open')
}

function valueSaid(all: Vocabulary, field: Condition['field'], value: string): string {
  const { t, words, lists, people } = all
  if (field === 'kind' || field === 'priority' || field === 'channel' || field === 'state')
    return words(`tickets.${field}.${value}`)
  if (field === 'owner') return nameSaid(all, people, value)
  return field in lists
    ? nameSaid(all, lists[field as keyof Lists], value)
    : t('rules.quoted', { text: value })
}

function conditionSaid(all: Vocabulary, { field, is, values }: Condition): string {
  const { t } = all
  const isNumber = is === 'at_least' || is === 'less_than'
  const said = values.map((value) => (isNumber ? value : valueSaid(all, field, value)))
  const told = { field: t(`rules.field.${field}`), values: said.join(t('rules.or')) || t('rules.open') }
  return field === 'words'
    ? t(`rules.wordCondition.${is === 'is_not' ? is : 'is'}`, told)
    : t(`rules.condition.${is}`, told)
}

function ifSaid(all: Vocabulary, { match, conditions, groups }: Conditions): string {
  const { t } = all
  const joined = (how: 'all' | 'any', parts: string[]) => parts.join(t(`rules.join.${how}`))
  const said = (list: readonly Condition[]) => list.map((condition) => conditionSaid(all, condition))
  const inner = groups.map((group) =>
    t('rules.grouped', { parts: joined(group.match, said(group.conditions)) }),
  )
  return joined(match, [...said(conditions), ...inner])
}

function deedSaid(all: Vocabulary, deed: Deed): string {
  const { t, words, lists, people } = all
  const person = nameSaid(all, people, deed.person_id)
  const team = nameSaid(all, lists.team, deed.team_id)
  const tags = (deed.tags ?? []).map((text) => t('rules.quoted', { text })).join(', ')
  switch (deed.do) {
    case 'assign': {
      const given = [deed.team_id ? team : '', deed.person_id ? person : ''].filter(Boolean).join(', ')
      return t('rules.does.assign', { to: given || t('rules.open') })
    }
    case 'set_priority':
      return t('rules.does.set_priority', { value: words(`tickets.priority.${deed.priority}`) })
    case 'set_category':
      return t('rules.does.set_category', { value: nameSaid(all, lists.category, deed.category_id) })
    case 'set_kind':
      return t('rules.does.set_kind', { value: words(`tickets.kind.${deed.kind}`) })
    case 'add_tags':
    case 'remove_tags':
      return t(`rules.does.${deed.do}`, { value: tags || t('rules.open') })
    case 'note':
    case 'reply':
      return t(`rules.does.${deed.do}`, { text: deed.text ?? '' })
    case 'escalate':
      return t('rules.does.escalate', { to: team })
    case 'watch':
      return t('rules.does.watch', { to: person })
    case 'notify':
      return t('rules.does.notify', {
        to: deed.to === 'person' ? person : t(`rules.receiver.${deed.to ?? 'owner'}`),
      })
    case 'move':
      return t(`rules.does.${deed.move ?? 'start'}`)
  }
}
