import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { type Hazard, hazardQuery, hazardsPath } from './data.ts'
import { Happened } from './Happened.tsx'
import { DescribeDialog, EndDialog } from './HazardDialogs.tsx'
import { Controls, Records } from './HazardParts.tsx'
import { HazardState, Risk } from './look.tsx'
import styles from './safety.module.css'
import { useDeed } from './useDeed.ts'
import { useSafetyT } from './useSafetyT.ts'

/** One hazard: what could happen, what is done against it, and the risk before and after. */
export function Page() {
  const t = useSafetyT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(hazardQuery(id))
  if (error instanceof ProblemError && (error.status === 404 || error.status === 422))
    return (
      <EmptyState
        title={t('safety.hazard.gone')}
        action={
          <AppLink className={styles.link} href={hazardsPath}>
            {t('safety.hazard.back')}
          </AppLink>
        }
      >
        {t('safety.hazard.goneBody')}
      </EmptyState>
    )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return <Shown hazard={data} key={data.id} />
}

function Shown({ hazard }: { hazard: Hazard }) {
  const t = useSafetyT()
  const [dialog, setDialog] = useState<'describe' | 'accept' | 'close'>()
  const close = () => setDialog(undefined)
  return (
    <div className={styles.page}>
      <PageHeader
        title={hazard.title}
        above={
          <>
            <AppLink className={styles.link} href={hazardsPath}>
              {t('safety.hazard.back')}
            </AppLink>{' '}
            · {t('safety.hazard.number', { number: hazard.number })}
          </>
        }
        note={<HazardState {...hazard} />}
      />
      <Moves hazard={hazard} onDialog={setDialog} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Description hazard={hazard} />
          <Controls hazard={hazard} />
        </div>
        <div className={styles.column}>
          <Ratings hazard={hazard} />
          <Records hazard={hazard} />
          <Happened events={hazard.events} />
        </div>
      </div>
      {dialog === 'describe' && <DescribeDialog hazard={hazard} onClose={close} />}
      {(dialog === 'accept' || dialog === 'close') && (
        <EndDialog hazard={hazard} verb={dialog} onClose={close} />
      )}
    </div>
  )
}

type MovesProps = { hazard: Hazard; onDialog: (name: 'describe' | 'accept' | 'close') => void }

function Moves({ hazard, onDialog }: MovesProps) {
  const t = useSafetyT()
  const deed = useDeed(hazard.id)
  const params = { path: { id: hazard.id } }
  return (
    <div className={`${styles.buttons} wl-no-print`}>
      <Button onClick={() => onDialog('describe')}>{t('safety.hazard.describe')}</Button>
      {hazard.moves.map((move) => (
        <Button
          key={move}
          variant="default"
          onClick={() =>
            move === 'accept' || move === 'close'
              ? onDialog(move)
              : void deed(() => ask(api.POST(`/api/hazards/{id}/${move}`, { params, body: {} })))
          }
        >
          {t(`safety.hazard.move.${move}`)}
        </Button>
      ))}
    </div>
  )
}

function Description({ hazard }: { hazard: Hazard }) {
  const t = useSafetyT()
  const nothing = <p className={styles.dim}>{t('safety.hazard.nothing')}</p>
  return (
    <section className={styles.card} aria-labelledby="cause">
      <h2 id="cause">{t('safety.hazard.cause')}</h2>
      {hazard.cause ? <p className={styles.body}>{hazard.cause}</p> : nothing}
      <h2>{t('safety.hazard.effect')}</h2>
      {hazard.effect ? <p className={styles.body}>{hazard.effect}</p> : nothing}
      {hazard.reason !== null && (
        <>
          <h2>{t('safety.event.reason')}</h2>
          <p className={styles.body}>{hazard.reason}</p>
        </>
      )}
    </section>
  )
}

function Ratings({ hazard }: { hazard: Hazard }) {
  const t = useSafetyT()
  return (
    <section className={styles.card} aria-labelledby="risk">
      <h2 id="risk">{t('safety.hazard.matrix')}</h2>
      <h3>{t('safety.hazard.before')}</h3>
      <Risk {...hazard} />
      <h3>{t('safety.hazard.after')}</h3>
      <Risk
        level={hazard.level_after}
        severity={hazard.severity_after}
        likelihood={hazard.likelihood_after}
      />
    </section>
  )
}
