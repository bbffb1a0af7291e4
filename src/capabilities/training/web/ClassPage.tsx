import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Named } from '../../../core/people/web/data.ts'
import { Failure, FormDialog, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { CourseTests } from './assessment/CourseTests.tsx'
import { ClassCode } from './ClassCode.tsx'
import { CancelClassDialog } from './classes/CancelClassDialog.tsx'
import { EditClassDialog } from './classes/EditClassDialog.tsx'
import { classQuery, classTones, type OneClass } from './classes-data.ts'
import { ClassMaterials } from './courses/Materials.tsx'
import { classesPath, coursesPath } from './paths.ts'
import { RedactButton } from './RedactButton.tsx'
import { Roster } from './Roster.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** A class: when and where, who comes, and what may be done now. */
export function Page() {
  const t = useTrainingT()
  const format = useFormat()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(classQuery(id))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        above={
          <AppLink className={styles.link} href={classesPath}>
            {t('training.classes.title')}
          </AppLink>
        }
        title={data.title}
        note={t('training.classes.fromTo', {
          from: format.dateTime(data.starts_at),
          to: format.time(data.ends_at),
        })}
        actions={<Actions of={data} />}
      />
      <div className={styles.row}>
        <StatusBadge tone={classTones[data.state]} label={t(`training.classes.state.${data.state}`)} />
        <span>#{data.number}</span>
        <span>{data.place ?? t('training.classes.noPlace')}</span>
        <span>{data.trainers.join(', ')}</span>
        <span>{t('training.classes.taken', { booked: data.booked, capacity: data.capacity })}</span>
        {data.cost !== null && <span>{t('training.classes.costs', { cost: format.number(data.cost) })}</span>}
        {data.virtual_link && (
          <a className={styles.link} href={data.virtual_link} rel="noreferrer">
            {t('training.classes.join')}
          </a>
        )}
        <AppLink className={styles.link} href={`${coursesPath}/${data.course_id}`}>
          {t('training.courses.course')}
        </AppLink>
      </div>
      {data.cancel_reason && <p>{t('training.classes.cancelledSince', { reason: data.cancel_reason })}</p>}
      {data.state === 'in_progress' && data.actions.includes('classes.attend') && <ClassCode id={data.id} />}
      <ClassMaterials courseId={data.course_id} version={data.course_version} />
      {data.state === 'held' && <CourseTests courseId={data.course_id} classId={data.id} />}
      <h2 className={styles.heading}>{t('training.classes.roster')}</h2>
      {data.roster.length === 0 ? (
        <EmptyState title={t('training.classes.nobody')}>{t('training.classes.nobodyBody')}</EmptyState>
      ) : (
        <Roster of={data} />
      )}
      {data.state === 'held' && <Feedback of={data} />}
    </div>
  )
}

/** How it was, once enough said so. */
function Feedback({ of: { feedback } }: { of: OneClass }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <>
      <h2 className={styles.heading}>{t('training.classes.feedback')}</h2>
      {feedback.average === null ? (
        <p className={styles.small}>{t('training.classes.fewAnswers', { count: feedback.answers })}</p>
      ) : (
        <>
          <p>
            {t('training.classes.average', {
              average: format.number(feedback.average),
              answers: feedback.told,
            })}
          </p>
          <ul className={styles.lines}>
            {feedback.words.map((each, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and an answer has no name.
              <li key={index}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const verbs = ['open', 'start', 'hold'] as const

function Actions({ of }: { of: OneClass }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [dialog, setDialog] = useState<'book' | 'walk-in' | 'edit' | 'cancel'>()
  const params = { path: { id: of.id } }
  const news = () => queries.invalidateQueries({ queryKey: ['training'] })
  const { isBusy, problem, submit } = useSubmit(async () => {
    const verb = verbs.find((each) => of.actions.includes(`classes.${each}`))
    if (verb === 'open') await ask(api.POST('/api/classes/{id}/open', { params, body: {} }))
    if (verb === 'start') await ask(api.POST('/api/classes/{id}/start', { params, body: {} }))
    if (verb === 'hold') await ask(api.POST('/api/classes/{id}/hold', { params, body: {} }))
    await news()
  })
  const next = verbs.find((each) => of.actions.includes(`classes.${each}`))
  const canBook = of.state === 'open' && of.actions.includes('classes.edit')
  return (
    <>
      {next && (
        <Button loading={isBusy} onClick={() => void submit()}>
          {t(`training.classes.do.${next}`)}
        </Button>
      )}
      {canBook && (
        <Button variant="default" onClick={() => setDialog('book')}>
          {t('training.classes.bookSomebody')}
        </Button>
      )}
      {of.actions.includes('classes.walk_in') && (
        <Button variant="default" onClick={() => setDialog('walk-in')}>
          {t('training.classes.walkIn')}
        </Button>
      )}
      {of.actions.includes('classes.edit') && (
        <Button variant="default" onClick={() => setDialog('edit')}>
          {t('training.classes.edit')}
        </Button>
      )}
      {of.actions.includes('classes.cancel') && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          {t('training.classes.cancelClass')}
        </Button>
      )}
      {of.actions.includes('classes.redact') && <RedactButton kind="class" id={of.id} />}
      <Failure problem={problem} />
      {(dialog === 'book' || dialog === 'walk-in') && (
        <AddDialog of={of} isWalkIn={dialog === 'walk-in'} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'edit' && <EditClassDialog of={of} onClose={() => setDialog(undefined)} />}
      {dialog === 'cancel' && <CancelClassDialog of={of} onClose={() => setDialog(undefined)} />}
    </>
  )
}

function AddDialog({ of, isWalkIn, onClose }: { of: OneClass; isWalkIn: boolean; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [person, setPerson] = useState<Named | null>(null)
  const send = async () => {
    const params = { path: { id: of.id } }
    const body = { person_id: person?.id ?? '' }
    if (isWalkIn) await ask(api.POST('/api/classes/{id}/walk-in', { params, body }))
    else await ask(api.POST('/api/classes/{id}/book', { params, body }))
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t(isWalkIn ? 'training.classes.walkIn' : 'training.classes.bookSomebody')}
      submitLabel={t('training.classes.add')}
      isReady={person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <PersonPicker
          label={t('training.column.person')}
          value={person}
          onChange={setPerson}
          error={errors.get('person_id')}
        />
      )}
    </FormDialog>
  )
}
