import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { structureQuery } from '../../../core/people/web/data.ts'
import { ListField, PersonPicker } from '../../../core/people/web/pickers.tsx'
import type { Named } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

type PickedProps = {
  people: readonly Named[]
  teams: readonly Named[]
  error: string | undefined
  onPeople: (people: Named[]) => void
  onTeams: (teams: Named[]) => void
}

/** People and teams, one after the other; each that was chosen can be taken out again. */
export function Picked({ people, teams, error, onPeople, onTeams }: PickedProps) {
  const t = useRestrictionT()
  const { data } = useQuery(structureQuery())
  const add = (list: readonly Named[], one: Named) =>
    list.some(({ id }) => id === one.id) ? [...list] : [...list, { id: one.id, name: one.name }]
  const chosen = [
    ...people.map((one) => ({ one, take: () => onPeople(people.filter(({ id }) => id !== one.id)) })),
    ...teams.map((one) => ({ one, take: () => onTeams(teams.filter(({ id }) => id !== one.id)) })),
  ]
  return (
    <>
      <PersonPicker
        label={t('restriction.pick.person')}
        value={null}
        error={error}
        onChange={(person) => person && onPeople(add(people, person))}
      />
      <ListField
        label={t('restriction.pick.team')}
        none={t('restriction.pick.none')}
        list={data?.teams}
        value={null}
        onChange={(id) => {
          const team = data?.teams.find((each) => each.id === id)
          if (team) onTeams(add(teams, team))
        }}
      />
      {chosen.length > 0 && (
        <ul className={styles.plain} aria-label={t('restriction.pick.chosen')}>
          {chosen.map(({ one, take }) => (
            <li key={one.id} className={styles.grant}>
              <span>{one.name}</span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('restriction.pick.takeOf', { name: one.name })}
                onClick={take}
              >
                {t('restriction.pick.take')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
