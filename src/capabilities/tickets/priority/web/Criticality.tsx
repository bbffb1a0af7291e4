import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { usePlaces } from '../../web/data/directory.ts'
import { ListPicker } from '../../web/ticket/Picker.tsx'
import { type Rules, withAt } from './draft.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'

const points = ['3', '2', '1', '-1', '-2', '-3'] as const
const FIRST_POINTS = 1
const NAME_LENGTH_MAX = 200
type CriticalityProps = { rules: Rules; onChange: (some: Partial<Rules>) => void }

/** Where and with what it matters more, or less. */
export function Criticality({ rules, onChange }: CriticalityProps) {
  const t = usePriorityT()
  return (
    <section className={styles.group} aria-labelledby="priority-criticality">
      <h2 id="priority-criticality">{t('priority.criticality.title')}</h2>
      <p className={styles.small}>{t('priority.criticality.note')}</p>
      <div className={styles.halves}>
        <Places places={rules.places} onChange={(places) => onChange({ places })} />
        <Applications
          applications={rules.applications}
          onChange={(applications) => onChange({ applications })}
        />
      </div>
    </section>
  )
}

type Place = Rules['places'][number]

function Places({ places, onChange }: { places: readonly Place[]; onChange: (places: Place[]) => void }) {
  const t = usePriorityT()
  const known = usePlaces()
  return (
    <div>
      <h3>{t('priority.criticality.places')}</h3>
      <ul className={styles.rated}>
        {places.map((place, index) => (
          <Rated
            key={place.place_id}
            name={known.find(({ id }) => id === place.place_id)?.name ?? t('priority.criticality.gone')}
            points={place.points}
            onChange={(value) =>
              onChange(withAt(places, index, value === undefined ? undefined : { ...place, points: value }))
            }
          />
        ))}
      </ul>
      <ListPicker
        label={t('priority.criticality.addPlace')}
        value={null}
        choices={known.filter(({ id }) => !places.some(({ place_id }) => place_id === id))}
        onChange={(choice) => choice && onChange([...places, { place_id: choice.id, points: FIRST_POINTS }])}
      />
    </div>
  )
}

type Application = Rules['applications'][number]
type ApplicationsProps = {
  applications: readonly Application[]
  onChange: (applications: Application[]) => void
}

function Applications({ applications, onChange }: ApplicationsProps) {
  const t = usePriorityT()
  const [name, setName] = useState('')
  const isNew =
    name.trim() !== '' && !applications.some((each) => each.name.toLowerCase() === name.trim().toLowerCase())
  const add = () => {
    if (!isNew) return
    onChange([...applications, { name: name.trim(), points: FIRST_POINTS }])
    setName('')
  }
  return (
    <div>
      <h3>{t('priority.criticality.applications')}</h3>
      <ul className={styles.rated}>
        {applications.map((each, index) => (
          <Rated
            key={each.name}
            name={each.name}
            points={each.points}
            onChange={(value) =>
              onChange(
                withAt(applications, index, value === undefined ? undefined : { ...each, points: value }),
              )
            }
          />
        ))}
      </ul>
      <div className={styles.addLine}>
        <TextField
          label={t('priority.criticality.addApplication')}
          hint={t('priority.criticality.addHint')}
          value={name}
          maxLength={NAME_LENGTH_MAX}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <Button variant="default" disabled={!isNew} onClick={add}>
          {t('priority.criticality.add')}
        </Button>
      </div>
    </div>
  )
}

type RatedProps = { name: string; points: number; onChange: (points: number | undefined) => void }

function Rated({ name, points: value, onChange }: RatedProps) {
  const t = usePriorityT()
  return (
    <li>
      <span className={styles.ratedName}>{name}</span>
      <SelectField
        label=""
        aria-label={t('priority.criticality.of', { name })}
        value={String(value)}
        data={points.map((each) => ({ value: each, label: t(`priority.points.${each}`) }))}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <ActionIcon aria-label={t('priority.criticality.remove', { name })} onClick={() => onChange(undefined)}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  )
}
