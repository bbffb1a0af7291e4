import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Package, packageQuery } from './data.ts'
import { CourseState } from './PackageList.tsx'
import { minePath } from './paths.ts'
import styles from './training.module.css'
import { useAnswers } from './useAnswers.ts'
import { useTrainingT } from './useTrainingT.ts'

type Opened = { title: string; address: string }

/** A packaged course: its parts, and the one that is open, in a frame that has nothing of this site. */
export function Page() {
  const t = useTrainingT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(packageQuery(id))
  const queries = useQueryClient()
  const [opened, setOpened] = useState<Opened>()
  const answers = useAnswers(id)
  const open = async ({ id: unit_id, title }: Package['units'][number]) => {
    const { address, token } = await ask(
      api.POST('/api/training/packages/{id}/launch', { params: { path: { id } }, body: { unit_id } }),
    )
    answers.hear(token)
    setOpened({ title, address })
  }
  const close = () => {
    setOpened(undefined)
    void queries.invalidateQueries({ queryKey: ['training'] })
  }
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={data.title}
        above={
          <AppLink className={styles.link} href={minePath}>
            {t('training.course.back')}
          </AppLink>
        }
        note={t(data.is_retired ? 'training.course.retired' : 'training.course.kept')}
        actions={opened && <Button onClick={close}>{t('training.course.close')}</Button>}
      />
      <p role="status" className={answers.problem ? styles.late : styles.small}>
        {answers.problem
          ? t('training.course.unsaved', { reason: answers.problem.message })
          : opened && t(answers.isSaving ? 'training.course.saving' : 'training.course.saved')}
      </p>
      {opened ? (
        // Its answers carry a sandbox of their own as well, should somebody open the address without this frame.
        <iframe
          className={styles.frame}
          title={t('training.course.frame', { title: opened.title })}
          src={opened.address}
          sandbox="allow-scripts allow-forms"
          referrerPolicy="no-referrer"
        />
      ) : (
        <Parts course={data} onOpen={open} />
      )}
    </div>
  )
}

function Parts({
  course,
  onOpen,
}: {
  course: Package
  onOpen: (unit: Package['units'][number]) => Promise<void>
}) {
  const t = useTrainingT()
  return (
    <>
      <CourseState of={course} />
      {course.outcome !== null && !course.is_retired && <Again course={course} />}
      {course.has_rules && <p className={styles.small}>{t('training.course.rules')}</p>}
      <h2 className={styles.heading}>{t('training.course.parts')}</h2>
      <ul className={styles.courses}>
        {course.units.map((unit) => (
          <Part key={unit.id} unit={unit} onOpen={() => onOpen(unit)} />
        ))}
      </ul>
    </>
  )
}

/** Somebody who renews takes it from its beginning; what was learned before stays. */
function Again({ course }: { course: Package }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const begin = async () => {
    const path = { id: course.id }
    await ask(api.POST('/api/training/packages/{id}/begin-again', { params: { path }, body: {} }))
    setAsked(false)
    await queries.invalidateQueries({ queryKey: ['training'] })
    toast.show(t('training.course.begunAgain'), 'success')
  }
  const { isBusy, problem, submit } = useSubmit(begin)
  return (
    <>
      <Button variant="default" size="md" mt="sm" onClick={() => setAsked(true)}>
        {t('training.course.beginAgain')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onCancel={() => setAsked(false)}
        isBusy={isBusy}
        title={t('training.course.beginAgain')}
        confirmLabel={t('training.course.beginAgain')}
        onConfirm={() => void submit()}
      >
        <p>{t('training.course.beginAgainNote')}</p>
        <Failure problem={problem} />
      </ConfirmDialog>
    </>
  )
}

function Part({ unit, onOpen }: { unit: Package['units'][number]; onOpen: () => Promise<void> }) {
  const t = useTrainingT()
  const { isBusy, problem, submit } = useSubmit(onOpen)
  const outcome = unit.success ?? (unit.is_completed ? 'completed' : null)
  return (
    <li>
      <span>
        {unit.title} <CourseState of={{ outcome, started_at: unit.saved_at }} />{' '}
        {unit.score_percent !== null && t('training.course.score', { score: Math.round(unit.score_percent) })}{' '}
        {unit.minutes > 0 && t('training.line.minutes', { count: unit.minutes })}
      </span>
      <Button
        size="md"
        loading={isBusy}
        variant={outcome === null ? 'filled' : 'default'}
        aria-label={t(outcome === null ? 'training.course.openOf' : 'training.course.againOf', {
          title: unit.title,
        })}
        onClick={() => void submit()}
      >
        {t(outcome === null ? 'training.course.open' : 'training.course.again')}
      </Button>
      <Failure problem={problem} />
    </li>
  )
}
