import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { type Statement, type Trial, trialQuery } from './data.ts'
import styles from './rules.module.css'
import type { Sentences } from './sentences.ts'
import { useRulesT } from './useRulesT.ts'

type TrialPartProps = {
  statement: Statement
  ruleId: string | undefined
  sentences: Sentences
  /** Told when the reader has seen what the rule would have done. */
  onSeen: () => void
}

/** What the rule would have done last month, as it stands in the fields above. */
export function TrialPart({ statement, ruleId, sentences, onSeen }: TrialPartProps) {
  const t = useRulesT()
  const seesAll = useMay()('tickets.read_all')
  const [tried, setTried] = useState<{ id: string; statement: Statement }>()
  const begin = useSubmit(async () => {
    const body = { statement, ...(ruleId ? { rule_id: ruleId } : {}) }
    const { id } = await ask(api.POST('/api/rules/try', { body }))
    setTried({ id, statement })
    onSeen()
  })
  return (
    <section className={styles.part} aria-labelledby="trial">
      <h2 id="trial">{t('rules.trial.title')}</h2>
      <p className={styles.small}>{t(seesAll ? 'rules.trial.body' : 'rules.trial.notAll')}</p>
      {seesAll && (
        <Button my="sm" variant="default" loading={begin.isBusy} onClick={() => void begin.submit()}>
          {t('rules.trial.try')}
        </Button>
      )}
      <Failure problem={begin.problem} />
      {tried && <Found id={tried.id} statement={tried.statement} sentences={sentences} />}
    </section>
  )
}

function Found({ id, statement, sentences }: { id: string; statement: Statement; sentences: Sentences }) {
  const t = useRulesT()
  const { data } = useQuery(trialQuery(id))
  if (!data) return null
  const isRunning = data.finished_at === null
  return (
    <div role="status">
      {isRunning && (
        <p className={styles.progress}>
          <progress max={Math.max(1, data.total)} value={data.done} aria-label={t('rules.trial.running')} />
          <span>{t('rules.trial.progress', { done: data.done, total: data.total })}</span>
        </p>
      )}
      {(data.firings > 0 || !isRunning) && (
        <p>
          {data.firings === 0
            ? t('rules.trial.none')
            : t('rules.trial.fired', {
                count: data.firings,
                tickets: t('rules.trial.tickets', { count: data.tickets }),
              })}
        </p>
      )}
      <ul className={styles.list}>
        {data.hits.map((hit) => (
          <HitLine key={`${hit.ticket.id} ${hit.at}`} hit={hit} statement={statement} sentences={sentences} />
        ))}
      </ul>
    </div>
  )
}

type HitLineProps = { hit: Trial['hits'][number]; statement: Statement; sentences: Sentences }

/** A ticket, when the rule would have fired, and which of its actions would have come to nothing. */
function HitLine({ hit, statement, sentences }: HitLineProps) {
  const t = useRulesT()
  const idle = hit.deeds.flatMap((prospect, index) => {
    const deed = statement.actions[index]
    return prospect === 'would' || !deed
      ? []
      : [t(`rules.trial.${prospect}`, { what: sentences.deedSaid(deed) })]
  })
  return (
    <li>
      <span className={styles.words}>
        <AppLink href={`/desk/tickets/${hit.ticket.id}`}>{t('rules.history.ticket', hit.ticket)}</AppLink>
        <span className={styles.small}>
          <Time at={hit.at} as="dateTime" />
          {idle.map((said) => ` · ${said}`)}
        </span>
      </span>
    </li>
  )
}
