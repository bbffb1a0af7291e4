import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { eventQuery, eventsPath, type SafetyEvent, useSafetyNews } from './data.ts'
import { EventDialog, type EventDialogName } from './EventDialogs.tsx'
import { Facts, Hazards, Notes, Readings } from './EventParts.tsx'
import { Happened } from './Happened.tsx'
import { EventState, Harm, Risk } from './look.tsx'
import styles from './safety.module.css'
import { useDeed } from './useDeed.ts'
import { useSafetyT } from './useSafetyT.ts'

/** One safety event: what was reported, what was found, what is done. */
export function Page() {
  const t = useSafetyT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  useSafetyNews()
  const { data, error, refetch } = useQuery(eventQuery(id))
  if (error instanceof ProblemError && (error.status === 404 || error.status === 422))
    return (
      <EmptyState
        title={t('safety.event.gone')}
        action={
          <AppLink className={styles.link} href={eventsPath}>
            {t('safety.event.back')}
          </AppLink>
        }
      >
        {t('safety.event.goneBody')}
      </EmptyState>
    )
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return <Shown event={data} key={data.id} />
}

function Shown({ event }: { event: SafetyEvent }) {
  const t = useSafetyT()
  const [dialog, setDialog] = useState<EventDialogName>()
  return (
    <div className={styles.page}>
      <PageHeader
        title={event.title}
        above={
          <>
            <AppLink className={styles.link} href={eventsPath}>
              {t('safety.event.back')}
            </AppLink>{' '}
            · {t('safety.event.number', { number: event.number })}
          </>
        }
        note={
          <span className={styles.badges}>
            <Harm outcome={event.outcome} />
            <EventState {...event} />
            {event.level && <Risk {...event} />}
          </span>
        }
      />
      <Moves event={event} onDialog={setDialog} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Reported event={event} />
          <Assessment event={event} />
          <Notes event={event} />
        </div>
        <div className={styles.column}>
          <Facts event={event} />
          <Hazards event={event} onLink={() => setDialog('hazard')} />
          <Happened events={event.events} />
          <Readings event={event} />
        </div>
      </div>
      {dialog && <EventDialog name={dialog} event={event} onClose={() => setDialog(undefined)} />}
    </div>
  )
}

function Reported({ event }: { event: SafetyEvent }) {
  const t = useSafetyT()
  return (
    <section className={styles.card} aria-labelledby="reported">
      <h2 id="reported">{t('safety.event.description')}</h2>
      <p className={styles.body}>{event.description}</p>
      <p className={styles.small}>
        {t('safety.event.by', { name: event.reporter.name })} <Time at={event.reported_at} />
      </p>
    </section>
  )
}

function Assessment({ event }: { event: SafetyEvent }) {
  const t = useSafetyT()
  return (
    <>
      <section className={styles.card} aria-labelledby="assessment">
        <h2 id="assessment">{t('safety.event.assessment')}</h2>
        {event.findings === null ? (
          <p className={styles.dim}>{t('safety.event.notAssessed')}</p>
        ) : (
          <>
            <Risk {...event} />
            <p className={styles.body}>{event.findings}</p>
          </>
        )}
      </section>
      {event.reason !== null && (
        <section className={styles.card} aria-labelledby="ending">
          <h2 id="ending">{t('safety.event.reason')}</h2>
          <p className={styles.body}>{event.reason}</p>
        </section>
      )}
    </>
  )
}

type MoveVerb = SafetyEvent['moves'][number]
/** Those that ask for words first. */
const withWords = ['close', 'dismiss'] as const satisfies readonly MoveVerb[]

/** What may be done now; the usual next step stands out. */
function Moves({ event, onDialog }: { event: SafetyEvent; onDialog: (name: EventDialogName) => void }) {
  const t = useSafetyT()
  const deed = useDeed(event.id)
  const isOver = event.category === 'done'
  const canAssess = event.state !== 'reported' && !isOver
  const isAssessed = event.findings !== null
  const moves = event.moves.filter((move) => move !== 'act' || isAssessed)
  const main = canAssess && !isAssessed ? 'assess' : moves[0]
  const run = (verb: Exclude<MoveVerb, (typeof withWords)[number]>) =>
    deed(() =>
      ask(api.POST(`/api/safety-events/{id}/${verb}`, { params: { path: { id: event.id } }, body: {} })),
    )
  return (
    <div className={styles.buttons}>
      {canAssess && (
        <Button variant={main === 'assess' ? 'filled' : 'default'} onClick={() => onDialog('assess')}>
          {t(isAssessed ? 'safety.move.assessAgain' : 'safety.move.assess')}
        </Button>
      )}
      {moves.map((move) => (
        <Button
          key={move}
          variant={main === move ? 'filled' : 'default'}
          onClick={() => (move === 'close' || move === 'dismiss' ? onDialog(move) : void run(move))}
        >
          {t(`safety.move.${move}`)}
        </Button>
      ))}
      <Button variant="default" onClick={() => onDialog('rename')}>
        {t('safety.move.rename')}
      </Button>
      {!isOver && (
        <Button variant="default" onClick={() => onDialog('assign')}>
          {t('safety.move.assign')}
        </Button>
      )}
    </div>
  )
}
