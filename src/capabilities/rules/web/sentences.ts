/** A rule as a sentence that can be read aloud. */
import { useT } from '../../../web/i18n/useT.ts'
import { type Condition, type Conditions, type Deed, type Named, useNamed, type When } from './data.ts'
import { useRulesT } from './useRulesT.ts'

/** Says the parts of rules in words; `people` are those whom they name. */
export function useSentences(people: readonly Named[] = []) {
  const t = useRulesT()
  // The names of states, kinds and the like are those that tickets have everywhere.
  const words = useT<unknown>()
  const lists = useNamed()
  const gone = t('rules.gone')
  // What is not chosen yet is left open.
  const open = t('rules.open')
  const nameOf = (list: readonly Named[], id: string) =>
    id === '' ? open : (list.find((each) => each.id === id)?.name ?? gone)
  const quoted = (text: string) => t('rules.quoted', { text })
  const list = (all: readonly string[]) => (all.length === 0 ? open : all.join(t('rules.or')))
  const timeOf = (minutes: number) => {
    if (minutes % 1440 === 0) return t('rules.unit.days', { count: minutes / 1440 })
    return minutes % 60 === 0
      ? t('rules.unit.hours', { count: minutes / 60 })
      : t('rules.unit.minutes', { count: minutes })
  }
  const valueSaid = (field: Condition['field'], value: string): string => {
    if (field === 'kind' || field === 'priority' || field === 'channel' || field === 'state')
      return words(`tickets.${field}.${value}`)
    if (field === 'owner') return nameOf(people, value)
    return field in lists ? nameOf(lists[field as keyof typeof lists], value) : quoted(value)
  }
  const eventOf = (event: NonNullable<When['since']> | When['on'], when: When): string => {
    if (event === 'changed')
      return t('rules.said.changed', { field: t(`rules.changeable.${when.field ?? 'priority'}`) })
    if (event === 'moved')
      return t('rules.said.moved', { state: words(`tickets.state.${when.state ?? 'open'}`) })
    return t(`rules.said.${event as 'created'}`)
  }
  const whenSaid = (when: When): string => {
    if (when.on === 'daily') return t('rules.said.daily', { time: when.time ?? '' })
    if (when.on !== 'after') return eventOf(when.on, when)
    const time = timeOf(when.minutes ?? 0)
    return when.since === 'moved'
      ? t('rules.said.afterState', { time, state: words(`tickets.state.${when.state ?? 'open'}`) })
      : t('rules.said.after', { time, event: eventOf(when.since ?? 'created', when) })
  }
  const conditionSaid = ({ field, is, values }: Condition): string => {
    const isNumber = is === 'at_least' || is === 'less_than'
    const told = {
      field: t(`rules.field.${field}`),
      values: list(isNumber ? values : values.map((value) => valueSaid(field, value))),
    }
    return field === 'words'
      ? t(`rules.wordCondition.${is === 'is_not' ? is : 'is'}`, told)
      : t(`rules.condition.${is}`, told)
  }
  const ifSaid = ({ match, conditions, groups }: Conditions): string => {
    const joined = (how: 'all' | 'any', parts: string[]) => parts.join(t(`rules.join.${how}`))
    const inner = groups.map((group) =>
      t('rules.grouped', { parts: joined(group.match, group.conditions.map(conditionSaid)) }),
    )
    return joined(match, [...conditions.map(conditionSaid), ...inner])
  }
  const deedSaid = (deed: Deed): string => {
    const person = deed.person_id ? nameOf(people, deed.person_id) : ''
    const team = deed.team_id ? nameOf(lists.team, deed.team_id) : ''
    switch (deed.do) {
      case 'assign':
        return t('rules.does.assign', { to: [team, person].filter(Boolean).join(', ') || open })
      case 'set_priority':
        return t('rules.does.set_priority', { value: words(`tickets.priority.${deed.priority}`) })
      case 'set_category':
        return t('rules.does.set_category', { value: nameOf(lists.category, deed.category_id ?? '') })
      case 'set_kind':
        return t('rules.does.set_kind', { value: words(`tickets.kind.${deed.kind}`) })
      case 'add_tags':
      case 'remove_tags':
        return t(`rules.does.${deed.do}`, { value: (deed.tags ?? []).map(quoted).join(', ') || open })
      case 'note':
      case 'reply':
        return t(`rules.does.${deed.do}`, { text: deed.text ?? '' })
      case 'escalate':
        return t('rules.does.escalate', { to: team || open })
      case 'watch':
        return t('rules.does.watch', { to: person || open })
      case 'notify':
        return t('rules.does.notify', {
          to: deed.to === 'person' ? person || open : t(`rules.receiver.${deed.to ?? 'owner'}`),
        })
      case 'move':
        return t(`rules.does.${deed.move ?? 'start'}`)
    }
  }
  /** What a firing says happened, e.g. `changed:priority`. */
  const happenedSaid = (happened: string, when: When): string =>
    happened === 'after' || happened === 'daily' ? whenSaid(when) : eventOf(when.on, when)
  return { whenSaid, conditionSaid, ifSaid, deedSaid, happenedSaid, timeOf }
}
export type Sentences = ReturnType<typeof useSentences>
