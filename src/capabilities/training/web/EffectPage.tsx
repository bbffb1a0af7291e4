import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../web/kit/Skeletons.tsx'
import {
  type EffectFilter,
  effectChoicesQuery,
  effectQuery,
  effectTicketsQuery,
  type When,
  type Who,
} from './data.ts'
import { Tickets } from './needs.tsx'
import { Table, Tabs } from './parts.tsx'
import { effectPath } from './paths.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const spans = [30, 60, 90] as const

/** Whether what was learned changed the tickets. */
export function Page() {
  const t = useTrainingT()
  const filter = filterOf(useSearch({ strict: false }))
  const { data, error, refetch } = useQuery(effectChoicesQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.effect.title')} note={t('training.effect.note')} />
      <Tabs here={effectPath} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={4} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.effect.none')}>{t('training.effect.noneBody')}</EmptyState>
      ) : (
        <>
          <Filters filter={filter} choices={data.rows} />
          {(filter.competency ?? filter.title) === undefined ? (
            <EmptyState title={t('training.effect.unchosen')}>{t('training.effect.unchosenBody')}</EmptyState>
          ) : (
            <Effect key={JSON.stringify(filter)} filter={filter} />
          )}
        </>
      )}
    </div>
  )
}

type Choice = { competency: string | null; title: string | null; name: string; people: number }

function Filters({ filter, choices }: { filter: EffectFilter; choices: readonly Choice[] }) {
  const t = useTrainingT()
  const router = useRouter()
  const [application, setApplication] = useState(filter.application ?? '')
  const show = (change: Partial<Record<keyof EffectFilter, string>>) => {
    const all = { ...filter, ...change } as Record<string, string | number | undefined>
    const said = Object.entries(all).flatMap(([key, value]) => (value ? [[key, String(value)]] : []))
    router.history.push(`${effectPath}?${new URLSearchParams(said)}`)
  }
  return (
    <div className={styles.filters}>
      <SelectField
        label={t('training.effect.what')}
        value={filter.competency ?? filter.title ?? ''}
        data={[
          { value: '', label: t('training.effect.choose') },
          ...choices.map(({ competency, title, name, people }) => ({
            value: competency ?? title ?? '',
            label: `${name} (${people})`,
          })),
        ]}
        onChange={(event) => {
          const chosen = choices.find(
            ({ competency, title }) => (competency ?? title) === event.currentTarget.value,
          )
          show({ competency: chosen?.competency ?? '', title: chosen?.title ?? '' })
        }}
      />
      <SelectField
        label={t('training.effect.days')}
        value={String(filter.days)}
        data={spans.map((count) => ({
          value: String(count),
          label: t('training.effect.ofDays', { count }),
        }))}
        onChange={(event) => show({ days: event.currentTarget.value })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          show({ application: application.trim() })
        }}
      >
        <TextField
          label={t('training.effect.application')}
          value={application}
          maxLength={200}
          onChange={(event) => setApplication(event.currentTarget.value)}
          onBlur={() => {
            if (application.trim() !== (filter.application ?? '')) show({ application: application.trim() })
          }}
        />
      </form>
    </div>
  )
}

function Effect({ filter }: { filter: EffectFilter }) {
  const t = useTrainingT()
  const format = useFormat()
  const { data, error, refetch } = useQuery(effectQuery(filter))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton rows={4} />
  const { change, tickets, took, colleagues, recent, alone } = data
  const number = (value: number) =>
    format.number(value, { maximumFractionDigits: 2, signDisplay: 'negative' })
  const signed = (value: number) =>
    format.number(value, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })
  const left = t('training.effect.left', { recent: number(recent), alone: number(alone) })
  if (!change || !tickets)
    return (
      <EmptyState title={t('training.effect.notEnough')}>
        {t('training.effect.notEnoughBody', {
          min: data.people_min,
          took: number(took),
          colleagues: number(colleagues),
        })}{' '}
        {left}
      </EmptyState>
    )
  const isClear = change.low > 0 || change.high < 0
  return (
    <>
      <h2 className={styles.heading}>
        {t(change.change < 0 ? 'training.effect.fewer' : 'training.effect.more', {
          change: number(Math.abs(change.change)),
        })}
      </h2>
      <p>
        {t('training.effect.interval', {
          low: signed(change.low),
          high: signed(change.high),
          days: filter.days,
        })}{' '}
        <strong>{t(isClear ? 'training.effect.clear' : 'training.effect.unclear')}</strong>
      </p>
      <p className={styles.small}>
        {t('training.effect.compared', { took: number(took), colleagues: number(colleagues) })} {left}
      </p>
      <Numbers filter={filter} tickets={tickets} />
    </>
  )
}

type Counts = { took_before: number; took_after: number; colleagues_before: number; colleagues_after: number }

function Numbers({ filter, tickets }: { filter: EffectFilter; tickets: Counts }) {
  const t = useTrainingT()
  const format = useFormat()
  const [open, setOpen] = useState<{ who: Who; when: When }>()
  return (
    <>
      <Table
        label={t('training.effect.numbers')}
        heads={[t('training.effect.who'), t('training.effect.before'), t('training.effect.after')]}
      >
        {(['took', 'colleagues'] as const).map((who) => (
          <tr key={who}>
            <th scope="row">{t(`training.effect.${who}`)}</th>
            {(['before', 'after'] as const).map((when) => (
              <td key={when}>
                <Button
                  size="compact-md"
                  variant="subtle"
                  aria-expanded={open?.who === who && open.when === when}
                  aria-label={t('training.effect.open', {
                    who: t(`training.effect.${who}`),
                    when: t(`training.effect.${when}`),
                    count: tickets[`${who}_${when}`],
                  })}
                  onClick={() => setOpen({ who, when })}
                >
                  {format.number(tickets[`${who}_${when}`])}
                </Button>
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {open && <Behind filter={filter} who={open.who} when={open.when} />}
    </>
  )
}

/** The tickets of one number. */
function Behind({ filter, who, when }: { filter: EffectFilter; who: Who; when: When }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(effectTicketsQuery(filter, who, when))
  const title = `${t(`training.effect.${who}`)} · ${t(`training.effect.${when}`)}`
  return (
    <>
      <h2 className={styles.heading}>{title}</h2>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={4} />
      ) : data.rows.length === 0 ? (
        <p className={styles.small}>{t('training.needs.unseen')}</p>
      ) : (
        <Tickets label={title} rows={data.rows} />
      )}
    </>
  )
}

function filterOf(search: Record<string, unknown>): EffectFilter {
  const { competency, title, application } = search
  const days = Number(search.days)
  return {
    ...(typeof competency === 'string'
      ? { competency }
      : title !== undefined && title !== ''
        ? { title: String(title) }
        : {}),
    ...(application !== undefined && application !== '' ? { application: String(application) } : {}),
    days: spans.find((span) => span === days) ?? 90,
  }
}
