import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField } from '../../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { ClassFields, type ClassWish, costOf, isWhole, sentOf } from './ClassFields.tsx'
import { type ProposedClass, proposedClassQuery } from './need-data.ts'

/** Plans a class for those whom a need concerns: everything is filled in, so that one more click does it. */
export function PlanForNeedDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(proposedClassQuery(id))
  if (data) return <Filled id={id} proposed={data} onClose={onClose} />
  return (
    <FormDialog
      title={t('training.needs.planClass')}
      submitLabel={t('training.needs.planNow')}
      isReady={false}
      onSubmit={async () => undefined}
      onClose={onClose}
    >
      {error ? <ErrorState problem={error} onRetry={() => void refetch()} /> : <ListSkeleton rows={4} />}
    </FormDialog>
  )
}

function Filled({ id, proposed, onClose }: { id: string; proposed: ProposedClass; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [course, setCourse] = useState(proposed.course_id ?? '')
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [wish, setWish] = useState<ClassWish>({
    starts_at: proposed.starts_at ?? '',
    minutes: String(proposed.minutes),
    capacity: String(proposed.capacity),
    virtual_link: '',
    cost: '',
    place: proposed.place_id,
    trainers: [proposed.trainer],
  })
  const people = proposed.people.filter((each) => !without.has(each.id))
  const send = async () => {
    const done = await ask(
      api.POST('/api/training-needs/{id}/plan-class', {
        params: { path: { id } },
        body: { ...sentOf(wish), ...costOf(wish), course_id: course, person_ids: people.map(({ id }) => id) },
      }),
    )
    const { class_number: number, booked: count, waitlisted, left_out: leftOut } = done
    toast.show(t('training.needs.plannedClass', { number, count, waitlisted, leftOut }), 'success')
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  const chooseCourse = (wanted: string) => {
    setCourse(wanted)
    const of = proposed.courses.find((each) => each.id === wanted)
    if (of) setWish({ ...wish, minutes: String(of.minutes) })
  }
  return (
    <FormDialog
      title={t('training.needs.planClass')}
      submitLabel={t('training.needs.planNow')}
      isReady={course !== '' && isWhole(wish) && people.length > 0}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Concerned
            all={proposed.people}
            count={people.length}
            without={without}
            error={errors.get('person_ids')}
            onChange={setWithout}
          />
          <SelectField
            label={t('training.courses.course')}
            value={course}
            data={[
              ...(proposed.course_id === null
                ? [{ value: '', label: t('training.needs.noCourse'), disabled: true }]
                : []),
              ...proposed.courses.map((each) => ({ value: each.id, label: each.title })),
            ]}
            {...(errors.has('course_id') ? { error: errors.get('course_id') as string } : {})}
            onChange={(event) => chooseCourse(event.currentTarget.value)}
          />
          <ClassFields wish={wish} zone={proposed.time_zone} errors={errors} onChange={setWish} />
        </>
      )}
    </FormDialog>
  )
}

/** How many and, on demand, who; each can be left out. */
function Concerned(props: {
  all: ProposedClass['people']
  count: number
  without: ReadonlySet<string>
  error?: string | undefined
  onChange: (without: ReadonlySet<string>) => void
}) {
  const t = useTrainingT()
  const { all, count, without, error, onChange } = props
  const toggle = (person: string) => {
    const next = new Set(without)
    if (!next.delete(person)) next.add(person)
    onChange(next)
  }
  return (
    <>
      <p className={styles.small}>{t('training.needs.concerned', { count })}</p>
      {error && <p role="alert">{error}</p>}
      <details>
        <summary>{t('training.needs.who')}</summary>
        <div className={styles.people}>
          {all.map((person) => (
            <CheckboxField
              key={person.id}
              label={person.name}
              checked={!without.has(person.id)}
              onChange={() => toggle(person.id)}
            />
          ))}
        </div>
      </details>
    </>
  )
}
