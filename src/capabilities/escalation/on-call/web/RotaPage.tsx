import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { CoverDialog } from './CoverDialog.tsx'
import { base, nowQuery, type RotaShown, rotaQuery, type Shift, shiftsQuery } from './data.ts'
import { NowList } from './NowList.tsx'
import styles from './on-call.module.css'
import { Covers, Gaps, Notes } from './RotaParts.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { Swaps } from './Swaps.tsx'
import { ShiftTable, Timeline } from './Timeline.tsx'
import { useOnCallT } from './useOnCallT.ts'
import { WebhookPart } from './WebhookPart.tsx'
import { datePlus, momentOf, mondayOf, wallOf } from './wall.ts'

export function Page() {
  const { team = '' } = useParams({ strict: false }) as { team?: string }
  const { data: rota, error, refetch } = useQuery(rotaQuery(team))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  return rota ? <RotaView rota={rota} /> : <PageSkeleton />
}

type Open = { name: 'cover' } | { name: 'shift'; shift: Shift }

/** The rota of a team: who answers now, the weeks ahead, what is missing, and what is handed over. */
function RotaView({ rota }: { rota: RotaShown }) {
  const t = useOnCallT()
  const [open, setOpen] = useState<Open>()
  const edit = `${base}/${rota.team.id}/edit`
  const hasRota = rota.layers.length > 0
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('on_call.rotaOf', { team: rota.team.name })}
        above={
          <AppLink className={styles.link} href={base}>
            {t('on_call.title')}
          </AppLink>
        }
        {...(hasRota ? { note: t('on_call.waits', { count: rota.acknowledge_minutes }) } : {})}
        actions={
          rota.may_edit && (
            <>
              <Button component={AppLink} href={edit}>
                {t(hasRota ? 'on_call.edit.open' : 'on_call.edit.first')}
              </Button>
              {hasRota && (
                <Button variant="default" onClick={() => setOpen({ name: 'cover' })}>
                  {t('on_call.cover.add')}
                </Button>
              )}
            </>
          )
        }
      />
      {hasRota ? (
        <>
          <Now teamId={rota.team.id} />
          <Weeks rota={rota} onShift={(shift) => setOpen({ name: 'shift', shift })} />
          <div className={styles.columns}>
            <Gaps rota={rota} />
            {rota.swaps.length > 0 && (
              <section className={styles.card} aria-labelledby="swaps">
                <h2 id="swaps">{t('on_call.swap.title')}</h2>
                <Swaps swaps={rota.swaps} />
              </section>
            )}
            <Covers rota={rota} />
            <Notes rota={rota} />
            {rota.may_edit && <WebhookPart teamId={rota.team.id} />}
          </div>
        </>
      ) : (
        <EmptyState title={t('on_call.noRota')}>
          {t(rota.may_edit ? 'on_call.noRotaMake' : 'on_call.noRotaAsk')}
        </EmptyState>
      )}
      {open?.name === 'cover' && <CoverDialog rota={rota} onClose={() => setOpen(undefined)} />}
      {open?.name === 'shift' && (
        <ShiftDialog rota={rota} shift={open.shift} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

function Now({ teamId }: { teamId: string }) {
  const t = useOnCallT()
  const { data: teams } = useQuery(nowQuery(teamId))
  const [team] = teams ?? []
  if (!team) return null
  return (
    <section className={styles.card} aria-labelledby="now">
      <h2 id="now">{t('on_call.now')}</h2>
      <NowList team={team} />
    </section>
  )
}

type Search = { from?: string; span?: 'week' | 'month'; as?: 'bars' | 'table' }

/** A week or four of the rota; which ones, and how they are shown, stands in the address. */
function Weeks({ rota, onShift }: { rota: RotaShown; onShift: (shift: Shift) => void }) {
  const t = useOnCallT()
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const zone = rota.time_zone
  const thisWeek = mondayOf(wallOf(Date.now(), zone).slice(0, 10))
  const days = search.span === 'month' ? 28 : 7
  const from = /^20\d\d-\d\d-\d\d$/.test(search.from ?? '') ? (search.from as string) : thisWeek
  const iso = (date: string) => new Date(momentOf(`${date}T00:00`, zone)).toISOString()
  const { data } = useQuery(shiftsQuery(rota.team.id, iso(from), iso(datePlus(from, days))))
  const go = (change: Search) =>
    void navigate({ to: '.', search: { ...search, ...change } as never, replace: true, resetScroll: false })
  const outlook = data ?? { shifts: [], gaps: [], doubles: [], holidays: [] }
  return (
    <section className={styles.card} aria-labelledby="weeks">
      <div className={styles.cardHead}>
        <h2 id="weeks">{t('on_call.timeline.title')}</h2>
        <span className={styles.buttons}>
          <SegmentedControl
            size="xs"
            aria-label={t('on_call.timeline.span')}
            value={days === 28 ? 'month' : 'week'}
            onChange={(span) => go({ span: span as 'week' | 'month' })}
            data={(['week', 'month'] as const).map((value) => ({
              value,
              label: t(`on_call.timeline.${value}`),
            }))}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('on_call.timeline.as')}
            value={search.as ?? 'bars'}
            onChange={(as) => go({ as: as as 'bars' | 'table' })}
            data={(['bars', 'table'] as const).map((value) => ({
              value,
              label: t(`on_call.timeline.${value}`),
            }))}
          />
          <Button size="compact-sm" variant="default" onClick={() => go({ from: datePlus(from, -days) })}>
            {t('on_call.timeline.back')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => go({ from: thisWeek })}>
            {t('on_call.timeline.today')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => go({ from: datePlus(from, days) })}>
            {t('on_call.timeline.on')}
          </Button>
        </span>
      </div>
      {search.as === 'table' ? (
        <ShiftTable layers={rota.layers} outlook={outlook} />
      ) : (
        <Timeline
          layers={rota.layers}
          outlook={outlook}
          from={from}
          days={days}
          zone={zone}
          onShift={onShift}
        />
      )}
    </section>
  )
}
