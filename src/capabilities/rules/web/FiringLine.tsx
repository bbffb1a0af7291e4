import { said as inWords } from '../../../web/i18n/said.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import type { Firing } from './data.ts'
import { rulesPath } from './paths.ts'
import styles from './rules.module.css'
import type { Sentences } from './sentences.ts'
import { useRulesT } from './useRulesT.ts'

type FiringLineProps = {
  firing: Firing
  sentences: Sentences
  /** The other side of it: on a ticket the rule, on a rule the ticket. */
  names: 'rule' | 'ticket'
  isLink: boolean
}

/** One firing: what happened, what held, and what came of each action. */
export function FiringLine({ firing, sentences, names, isLink }: FiringLineProps) {
  const t = useRulesT()
  const { rule, ticket, statement, held, deeds } = firing
  const conditions = [
    ...statement.if.conditions,
    ...statement.if.groups.flatMap((group) => group.conditions),
  ].filter((_, index) => held.includes(index))
  const title = names === 'rule' ? rule.name : t('rules.history.ticket', ticket)
  const href = names === 'rule' ? `${rulesPath}/${rule.id}` : `/desk/tickets/${ticket.id}`
  return (
    <li>
      <span className={styles.words}>
        <span className={styles.name}>
          {isLink ? <AppLink href={href}>{title}</AppLink> : <strong>{title}</strong>}
          <span className={styles.small}>
            <Time at={firing.fired_at} /> · {t('rules.history.version', { number: rule.version })}
          </span>
        </span>
        <span className={styles.small}>
          {t('rules.history.because', { when: sentences.happenedSaid(firing.happened, statement.when) })}
        </span>
        {conditions.length > 0 && (
          <span className={styles.small}>
            {t('rules.history.held', { conditions: conditions.map(sentences.conditionSaid).join(' · ') })}
          </span>
        )}
        <ul className={styles.deeds}>
          {statement.actions.map((deed, position) => {
            const came = deeds.find((each) => each.position === position)
            const what = sentences.deedSaid(deed)
            const said = came
              ? t(`rules.history.${came.outcome}`, { what, why: inWords(came.why ?? '') })
              : t('rules.history.waiting', { what })
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: The actions of a version never change their places.
              <li key={position} className={came?.outcome === 'refused' ? styles.problem : undefined}>
                {said}
              </li>
            )
          })}
        </ul>
      </span>
    </li>
  )
}
