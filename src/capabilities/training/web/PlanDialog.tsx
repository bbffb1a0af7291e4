import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Named, structureQuery } from '../../../core/people/web/data.ts'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { ListField, PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMe } from '../../../web/shell/session.ts'
import { coursesQuery } from './courses-data.ts'
import { useTrainingT } from './useTrainingT.ts'

type Errors = ReadonlyMap<string, string>

/** What is chosen and typed, and how it is sent. */
function usePlan(courseId: string | undefined) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const me = useMe()
  const [course, setCourse] = useState<string | null>(courseId ?? null)
  const [place, setPlace] = useState<string | null>(null)
  const [trainer, setTrainer] = useState<Named | null>({ id: me.person_id, name: me.name })
  const [words, setWords] = useState({
    starts_at: '',
    minutes: '60',
    capacity: '10',
    weeks: '1',
    virtual_link: '',
    cost: '',
  })
  const send = async () => {
    const { classes } = await ask(
      api.POST('/api/classes', {
        body: {
          course_id: course ?? '',
          starts_at: words.starts_at.slice(0, 16),
          minutes: Number(words.minutes),
          capacity: Number(words.capacity),
          weeks: Number(words.weeks),
          trainer_ids: trainer ? [trainer.id] : [],
          ...(place ? { place_id: place } : {}),
          ...(words.virtual_link.trim() ? { virtual_link: words.virtual_link.trim() } : {}),
          ...(words.cost.trim() ? { cost: Number(words.cost) } : {}),
        },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
    toast.show(t('training.classes.planned', { count: classes.length }))
  }
  const field = (name: keyof typeof words, errors: Errors) => ({
    label: t(`training.classes.field.${name}`),
    value: words[name],
    ...(errors.has(name) ? { error: errors.get(name) as string } : {}),
    onChange: (event: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: event.currentTarget.value }),
  })
  return { course, setCourse, place, setPlace, trainer, setTrainer, words, send, field }
}

/** Plans a class of a published course, or one each week. */
export function PlanDialog({ courseId, onClose }: { courseId?: string; onClose: () => void }) {
  const t = useTrainingT()
  const { course, setCourse, place, setPlace, trainer, setTrainer, words, send, field } = usePlan(courseId)
  const courses = useQuery(coursesQuery({ state: 'published' })).data?.rows
  const places = useQuery(structureQuery()).data?.places
  return (
    <FormDialog
      title={t('training.classes.plan')}
      submitLabel={t('training.classes.plan')}
      isReady={course !== null && trainer !== null && words.starts_at !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ListField
            label={t('training.courses.course')}
            list={courses?.map(({ id, title }) => ({ id, name: title }))}
            value={course}
            error={errors.get('course_id')}
            onChange={setCourse}
          />
          <TextField
            type="datetime-local"
            hint={t('training.classes.zoneHint')}
            {...field('starts_at', errors)}
          />
          <TextField inputMode="numeric" {...field('minutes', errors)} />
          <TextField inputMode="numeric" hint={t('training.classes.weeksHint')} {...field('weeks', errors)} />
          <TextField inputMode="numeric" {...field('capacity', errors)} />
          <ListField
            label={t('training.classes.place')}
            list={places}
            value={place}
            none={t('training.classes.noPlace')}
            error={errors.get('place_id')}
            onChange={setPlace}
          />
          <PersonPicker
            label={t('training.classes.trainer')}
            value={trainer}
            error={errors.get('trainer_ids')}
            onChange={setTrainer}
          />
          <TextField type="url" required={false} {...field('virtual_link', errors)} />
          <TextField inputMode="decimal" required={false} {...field('cost', errors)} />
        </>
      )}
    </FormDialog>
  )
}
