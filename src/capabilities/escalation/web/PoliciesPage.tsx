import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { OrderButtons, useOrder } from '../../../web/kit/ordering.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import { calendarsQuery, type Policy, policiesQuery, type Tried } from './data.ts'
import styles from './escalation.module.css'
import { policiesPath } from './paths.ts'
import { useEscalationT } from './useEscalationT.ts'

/** The policies in the order in which they are asked, and a place to try them. */
export function Page() {
  const t = useEscalationT()
  const { data, error, refetch } = useQuery(policiesQuery)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('escalation.policy.title')}
        note={t('escalation.policy.note')}
        actions={
          <Button component={AppLink} href={`${policiesPath}/new`}>
            {t('escalation.policy.add')}
          </Button>
        }
      />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('escalation.policy.empty')}>{t('escalation.policy.emptyBody')}</EmptyState>
      ) : (
        <>
          {data.recount && <Progress {...data.recount} what="recount" />}
          {data.reckoning && <Progress {...data.reckoning} what="reckon" />}
          <PolicyList policies={data.rows} />
          <Recount what="recount" isUnderWay={data.recount?.finished_at === null} />
          {data.imported > 0 && (
            <>
              <p className={`${styles.small} ${styles.apart}`}>
                {t('escalation.policy.reckonNote', { count: data.imported })}
              </p>
              <Recount what="reckon" isUnderWay={data.reckoning?.finished_at === null} />
            </>
          )}
          <TryPolicies />
        </>
      )}
    </div>
  )
}

type Run = { what: 'recount' | 'reckon'; total: number; done: number; finished_at: string | null }

/** How far the open tickets are counted anew, or the imported ones reckoned; nothing when they are. */
function Progress({ what, total, done, finished_at }: Run) {
  const t = useEscalationT()
  if (finished_at !== null) return null
  return (
    <p className={styles.progress} role="status">
      <progress max={Math.max(1, total)} value={done} aria-label={t(`escalation.policy.${what}ing`)} />
      <span>{t(`escalation.policy.${what}ed`, { done, total })}</span>
    </p>
  )
}

/** For what came in without being looked at, such as an import. */
function Recount({ what, isUnderWay }: { what: Run['what']; isUnderWay: boolean }) {
  const t = useEscalationT()
  const queries = useQueryClient()
  const begin = useSubmit(async () => {
    await ask(api.POST(`/api/policies/${what}`, { body: {} }))
    await queries.invalidateQueries({ queryKey: ['policies'] })
  })
  return (
    <>
      <Failure problem={begin.problem} />
      <Button
        mt="sm"
        variant="default"
        disabled={isUnderWay}
        loading={begin.isBusy}
        onClick={() => void begin.submit()}
      >
        {t(`escalation.policy.${what}`)}
      </Button>
    </>
  )
}

function PolicyList({ policies }: { policies: readonly Policy[] }) {
  const t = useEscalationT()
  const queries = useQueryClient()
  const { shown, order, forget, movesOf } = useOrder(policies)
  const save = useSubmit(async () => {
    await ask(api.PUT('/api/policies/order', { body: { ids: order ?? [] } }))
    await queries.invalidateQueries({ queryKey: ['policies'] })
    forget()
  })
  return (
    <>
      <ol className={styles.list}>
        {shown.map((policy, index) => (
          <li key={policy.id}>
            <span className={styles.words}>
              <AppLink href={`${policiesPath}/${policy.id}`}>{policy.rules.name}</AppLink>
              <Promises policy={policy} />
            </span>
            <span className={styles.order}>
              <OrderButtons
                moves={movesOf(index)}
                upLabel={t('escalation.policy.up', { name: policy.rules.name })}
                downLabel={t('escalation.policy.down', { name: policy.rules.name })}
              />
            </span>
          </li>
        ))}
      </ol>
      <Failure problem={save.problem} />
      {order && (
        <Button mt="sm" loading={save.isBusy} onClick={() => void save.submit()}>
          {t('escalation.policy.saveOrder')}
        </Button>
      )}
    </>
  )
}

function Promises({ policy }: { policy: Policy }) {
  const t = useEscalationT()
  const format = useFormat()
  const { targets } = policy.rules
  const kinds = ['first_response', 'next_response', 'resolution'] as const
  const promised = kinds.flatMap((kind) => {
    const minutes = targets[kind]
    return minutes === null
      ? []
      : [
          t('escalation.policy.promise', {
            kind: t(`escalation.kind.${kind}`),
            time: format.workingTime(minutes),
          }),
        ]
  })
  return <span className={styles.small}>{promised.join(' · ')}</span>
}

/** Which policy a ticket would get, and which questions the others answered otherwise. */
function TryPolicies() {
  const t = useEscalationT()
  const [number, setNumber] = useState('')
  const [tried, setTried] = useState<Tried>()
  const look = useSubmit(async () => {
    setTried(undefined)
    const query = { number: Number(number.replace(/^#/, '')) }
    setTried(await ask(api.GET('/api/policies/try', { params: { query } })))
  })
  return (
    <section className={styles.try} aria-labelledby="try-policies">
      <h2 id="try-policies">{t('escalation.try.title')}</h2>
      <form
        className={styles.tryLine}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void look.submit()
        }}
      >
        <TextField
          label={t('escalation.try.number')}
          value={number}
          inputMode="numeric"
          maxLength={12}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={look.isBusy} disabled={!/^#?[1-9]\d*$/.test(number)}>
          {t('escalation.try.look')}
        </Button>
      </form>
      <Failure problem={look.problem} />
      {tried && <Verdict tried={tried} />}
    </section>
  )
}

function Verdict({ tried }: { tried: Tried }) {
  const t = useEscalationT()
  const { data } = useQuery(calendarsQuery)
  const policy = tried.rows.find(({ id }) => id === tried.policy_id)
  const calendar = data?.rows.find(({ id }) => id === tried.calendar_id)
  const number = tried.ticket.number
  return (
    <div role="status">
      <p>
        <AppLink className={styles.link} href={`/desk/tickets/${tried.ticket.id}`}>
          {t('escalation.try.ticket', { number, title: tried.ticket.title })}
        </AppLink>
      </p>
      <p>
        {policy
          ? t('escalation.try.gets', { name: policy.name, calendar: calendar?.name ?? '' })
          : t('escalation.try.none')}{' '}
        {tried.calendar_by && t(`escalation.try.by.${tried.calendar_by}`)}
      </p>
      <ul className={styles.list}>
        {tried.rows.map(({ id, name, misfits }) => (
          <li key={id}>
            <span>{name}</span>
            <span className={styles.small}>
              {misfits.length === 0
                ? t(id === tried.policy_id ? 'escalation.try.fits' : 'escalation.try.later')
                : t('escalation.try.misfits', {
                    questions: misfits.map((each) => t(`escalation.question.${each}`)).join(', '),
                  })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
