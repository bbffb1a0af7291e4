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
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { CourseTests } from './assessment/CourseTests.tsx'
import { Materials } from './courses/Materials.tsx'
import { type Course, type CourseVersion, courseQuery, courseTones } from './courses-data.ts'
import { Table } from './parts.tsx'
import { coursesPath } from './paths.ts'
import { RedactButton } from './RedactButton.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** A course: what its versions teach, and what may be done with it. */
export function Page() {
  const t = useTrainingT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useQuery(courseQuery(id))
  const [chosen, setChosen] = useState<number>()
  const [isCompleting, setCompleting] = useState(false)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  const version = data?.versions.find((each) => each.version === chosen) ?? data?.versions[0]
  if (!data || !version) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        above={
          <AppLink className={styles.link} href={coursesPath}>
            {t('training.courses.title')}
          </AppLink>
        }
        title={version.title}
        note={version.audience}
        actions={<Actions course={data} onComplete={() => setCompleting(true)} />}
      />
      <div className={styles.row}>
        <StatusBadge tone={courseTones[data.state]} label={t(`training.courses.state.${data.state}`)} />
        <span>{t(`training.courses.kind.${version.course_kind}`)}</span>
        <span>{version.applications.join(', ')}</span>
        {data.owner && <span>{t('training.courses.owner', { name: data.owner.name })}</span>}
        {version.needs_approval && <span>{t('training.courses.approval')}</span>}
      </div>
      <div className={styles.filters}>
        <SelectField
          label={t('training.courses.version')}
          value={String(version.version)}
          data={data.versions.map((each) => ({
            value: String(each.version),
            label: t(each.published_at === null ? 'training.courses.draftOf' : 'training.line.version', {
              version: each.version,
            }),
          }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      </div>
      <Plan id={data.id} version={version} />
      <Materials course={data} version={version} />
      <CourseTests courseId={data.id} />
      {isCompleting && <CompleteDialog id={data.id} onClose={() => setCompleting(false)} />}
    </div>
  )
}

function Actions({ course, onComplete }: { course: Course; onComplete: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const does = (name: string) => course.actions.includes(name)
  const go = async (verb: 'publish' | 'retire') => {
    const params = { path: { id: course.id } }
    if (verb === 'publish') await ask(api.POST('/api/courses/{id}/publish', { params, body: {} }))
    else await ask(api.POST('/api/courses/{id}/retire', { params, body: {} }))
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  const publish = useSubmit(() => go('publish'))
  const retire = useSubmit(() => go('retire'))
  return (
    <>
      {does('courses.publish') && (
        <Button loading={publish.isBusy} onClick={() => void publish.submit()}>
          {t('training.courses.publish')}
        </Button>
      )}
      {does('courses.complete') && (
        <Button variant="default" onClick={onComplete}>
          {t('training.courses.complete')}
        </Button>
      )}
      {does('courses.edit') && (
        <Button variant="default" component={AppLink} href={`${coursesPath}/${course.id}/edit`}>
          {t('training.edit')}
        </Button>
      )}
      {does('courses.retire') && (
        <Button variant="default" loading={retire.isBusy} onClick={() => void retire.submit()}>
          {t('training.courses.retire')}
        </Button>
      )}
      {does('courses.redact') && <RedactButton kind="course" id={course.id} />}
      <Failure problem={publish.problem ?? retire.problem} />
    </>
  )
}

function Plan({ id, version }: { id: string; version: CourseVersion }) {
  const t = useTrainingT()
  const format = useFormat()
  return (
    <>
      {version.summary && <p className={styles.words}>{version.summary}</p>}
      <h2 className={styles.heading}>{t('training.courses.objectives')}</h2>
      <ol>
        {version.objectives.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: The objectives of a version stand in this order for good.
          <li key={index}>
            {each.statement}
            {each.competency && (
              <div className={styles.small}>
                {[each.code, each.competency, each.level_name].filter(Boolean).join(' · ')}
              </div>
            )}
          </li>
        ))}
      </ol>
      <h2 className={styles.heading}>{t('training.courses.plan')}</h2>
      <p className={styles.row}>
        <span>{t('training.courses.total', { minutes: format.number(version.minutes) })}</span>
        <a
          className={styles.link}
          href={`/api/courses/${id}/sheet.pdf?version=${version.version}&language=${format.locale.startsWith('es') ? 'es' : 'en'}`}
        >
          {t('training.courses.sheet')}
        </a>
      </p>
      <Table
        label={t('training.courses.plan')}
        heads={[
          t('training.courses.begins'),
          t('training.courses.activity'),
          t('training.courses.objective'),
          t('training.courses.material'),
          t('training.courses.check'),
        ]}
      >
        {version.activities.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: The activities of a version stand in this order for good.
          <tr key={index}>
            <td>
              {clock(version.activities.slice(0, index).reduce((sum, { minutes }) => sum + minutes, 0))}
            </td>
            <th scope="row">
              {each.title}
              <div className={styles.small}>
                {t(`training.courses.activityKind.${each.activity_kind}`)} ·{' '}
                {t('training.line.minutes', { count: each.minutes })}
              </div>
            </th>
            <td>{each.objective ?? ''}</td>
            <td>{each.material}</td>
            <td>{each.verification}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

function CompleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const today = useFormat().day(Date.now())
  const [person, setPerson] = useState<Named | null>(null)
  const [day, setDay] = useState(today)
  const send = async () => {
    await ask(
      api.POST('/api/courses/{id}/complete', {
        params: { path: { id } },
        body: { person_ids: [person?.id ?? ''], happened_on: day },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    toast.show(t('training.courses.completed', { name: person?.name ?? '' }))
  }
  return (
    <FormDialog
      title={t('training.courses.complete')}
      submitLabel={t('training.record.send')}
      isReady={person !== null && day !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <PersonPicker
            label={t('training.column.person')}
            value={person}
            onChange={setPerson}
            error={errors.get('person_ids')}
          />
          <TextField
            type="date"
            label={t('training.record.day')}
            value={day}
            {...(errors.has('happened_on') ? { error: errors.get('happened_on') as string } : {})}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
