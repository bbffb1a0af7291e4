import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Named, structureQuery } from '../../../../core/people/web/data.ts'
import { ListField, PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { TextField } from '../../../../web/kit/fields.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'

export type ClassWish = {
  starts_at: string
  minutes: string
  capacity: string
  virtual_link: string
  cost: string
  place: string | null
  trainers: readonly Named[]
}

/** What a class is planned or changed with, as it is sent. */
export const sentOf = (wish: ClassWish) => ({
  starts_at: wish.starts_at.slice(0, 16),
  minutes: Number(wish.minutes),
  capacity: Number(wish.capacity),
  trainer_ids: wish.trainers.map(({ id }) => id),
  ...(wish.place ? { place_id: wish.place } : {}),
  ...(wish.virtual_link.trim() ? { virtual_link: wish.virtual_link.trim() } : {}),
})

/** What it costs, where that was said. */
export const costOf = ({ cost }: ClassWish) => (cost.trim() ? { cost: Number(cost) } : {})

export const isWhole = (wish: ClassWish) =>
  wish.starts_at !== '' && wish.trainers.length > 0 && wish.minutes !== '' && wish.capacity !== ''

/** When and where a class is, who teaches it and how many may come. */
export function ClassFields(props: {
  wish: ClassWish
  zone: string
  errors: ReadonlyMap<string, string>
  onChange: (wish: ClassWish) => void
}) {
  const t = useTrainingT()
  const { wish, zone, errors, onChange } = props
  const places = useQuery(structureQuery()).data?.places
  const field = (name: 'starts_at' | 'minutes' | 'capacity' | 'virtual_link' | 'cost') => ({
    label: t(`training.classes.field.${name}`),
    value: wish[name],
    ...(errors.has(name) ? { error: errors.get(name) as string } : {}),
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...wish, [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField
        {...field('starts_at')}
        type="datetime-local"
        hint={t('training.classes.zoneOf', { zone })}
      />
      <TextField {...field('minutes')} inputMode="numeric" />
      <TextField {...field('capacity')} inputMode="numeric" />
      <ListField
        label={t('training.classes.place')}
        list={places}
        value={wish.place}
        none={t('training.classes.noPlace')}
        error={errors.get('place_id')}
        onChange={(place) => onChange({ ...wish, place })}
      />
      <Trainers
        chosen={wish.trainers}
        error={errors.get('trainer_ids')}
        onChange={(trainers) => onChange({ ...wish, trainers })}
      />
      <TextField {...field('virtual_link')} type="url" required={false} />
      <TextField {...field('cost')} inputMode="decimal" required={false} />
    </>
  )
}

function Trainers(props: {
  chosen: readonly Named[]
  error?: string | undefined
  onChange: (people: readonly Named[]) => void
}) {
  const t = useTrainingT()
  const { chosen, error, onChange } = props
  // A fresh field after each choice, ready for the next one.
  const [turn, setTurn] = useState(0)
  return (
    <>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={t('training.classes.trainers')}>
          {chosen.map((person) => (
            <li key={person.id}>
              <span>{person.name}</span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('training.classes.removeTrainer', { name: person.name })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== person.id))}
              >
                {t('training.classes.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <PersonPicker
        key={turn}
        label={t(chosen.length > 0 ? 'training.classes.addTrainer' : 'training.classes.trainer')}
        value={null}
        error={error}
        onChange={(person) => {
          if (!person) return
          if (!chosen.some(({ id }) => id === person.id)) onChange([...chosen, person])
          setTurn(turn + 1)
        }}
      />
    </>
  )
}
