import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { said } from '../../../web/i18n/said.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { type Moves, OrderButtons, useOrder } from '../../../web/kit/ordering.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { type Named, type Rule, rulesQuery, type Statement } from './data.ts'
import { rulesPath } from './paths.ts'
import styles from './rules.module.css'
import { type Sentences, useSentences } from './sentences.ts'
import { type RulesKey, useRulesT } from './useRulesT.ts'

/** The rules in the order in which they are asked, each as a sentence. */
export function Page() {
  const t = useRulesT()
  const { data, error, refetch } = useQuery(rulesQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('rules.title')}
        note={t('rules.note')}
        actions={
          <Button component={AppLink} href={`${rulesPath}/new`}>
            {t('rules.add')}
          </Button>
        }
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('rules.empty')}>{t('rules.emptyBody')}</EmptyState>
      ) : (
        <RuleList rules={data.rows} people={data.people} />
      )}
    </div>
  )
}

function RuleList({ rules, people }: { rules: readonly Rule[]; people: readonly Named[] }) {
  const t = useRulesT()
  const queries = useQueryClient()
  const sentences = useSentences(people)
  const { shown, order, forget, movesOf } = useOrder(rules)
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/rules/order', { body: { ids: order ?? [] } }))
    await queries.invalidateQueries({ queryKey: ['rules'] })
    forget()
  })
  return (
    <>
      <ol className={styles.list}>
        {shown.map((rule, index) => (
          <RuleLine key={rule.id} rule={rule} sentences={sentences} moves={movesOf(index)} />
        ))}
      </ol>
      <Failure problem={save.problem} />
      {order && (
        <Button mt="sm" loading={save.isBusy} onClick={() => void save.submit()}>
          {t('rules.saveOrder')}
        </Button>
      )}
    </>
  )
}

type RuleLineProps = {
  rule: Rule
  sentences: Sentences
  moves: Moves
}

function RuleLine({ rule, sentences, moves }: RuleLineProps) {
  const t = useRulesT()
  const { name } = rule.statement
  return (
    <li>
      <span className={styles.words}>
        <span className={styles.name}>
          <AppLink href={`${rulesPath}/${rule.id}`}>{name}</AppLink>
          <RuleState rule={rule} />
        </span>
        <span className={styles.sentence}>{sentenceOf(t, sentences, rule.statement)}</span>
        {rule.breaks.map((why) => (
          <span key={why} className={styles.problem}>
            {said(why)}
          </span>
        ))}
        {rule.stopped_because && (
          <span className={styles.problem}>{t(`rules.stoppedBecause.${rule.stopped_because}`)}</span>
        )}
        <span className={styles.small}>
          {t(rule.fired_at ? 'rules.firedLast' : 'rules.neverFired')}{' '}
          {rule.fired_at && <Time at={rule.fired_at} />}
        </span>
      </span>
      <span className={styles.order}>
        <OrderButtons moves={moves} upLabel={t('rules.up', { name })} downLabel={t('rules.down', { name })} />
      </span>
    </li>
  )
}

/** Whether it is on, and when not, whether somebody wanted that. */
export function RuleState({ rule }: { rule: Pick<Rule, 'is_on' | 'breaks' | 'stopped_because'> }) {
  const t = useRulesT()
  if (rule.breaks.length > 0) return <StatusBadge tone="danger" label={t('rules.broken')} />
  if (rule.stopped_because) return <StatusBadge tone="warning" label={t('rules.stopped')} />
  return rule.is_on ? (
    <StatusBadge tone="success" label={t('rules.on')} />
  ) : (
    <StatusBadge tone="neutral" label={t('rules.off')} />
  )
}

/** The whole rule in one sentence. */
export function sentenceOf(
  t: (key: RulesKey, values?: Record<string, string>) => string,
  { whenSaid, ifSaid, deedSaid }: Sentences,
  statement: Statement,
): string {
  const values = {
    when: whenSaid(statement.when),
    conditions: ifSaid(statement.if),
    actions: statement.actions.map(deedSaid).join(', '),
  }
  return t(statement.is_for_all ? 'rules.sentenceForAll' : 'rules.sentence', values)
}
