import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Named } from '../../../../core/people/web/data.ts'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { plansKey } from './data.ts'

/** Proposes plans for people from what they lack. */
export function ProposeDialog({ first = [], onClose }: { first?: readonly Named[]; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [people, setPeople] = useState(first)
  const [turn, setTurn] = useState(0)
  const send = async () => {
    const { plans } = await ask(
      api.POST('/api/learning-plans/propose', { body: { person_ids: people.map(({ id }) => id) } }),
    )
    await queries.invalidateQueries({ queryKey: plansKey })
    toast.show(
      t('training.plans.proposed', { count: plans.reduce((sum, { added }) => sum + added, 0) }),
      'success',
    )
  }
  return (
    <FormDialog
      title={t('training.plans.propose')}
      submitLabel={t('training.plans.proposeNow')}
      isReady={people.length > 0}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p className={styles.small}>{t('training.plans.proposeNote')}</p>
          {people.length > 0 && (
            <ul className={styles.chosen} aria-label={t('training.plans.people')}>
              {people.map((person) => (
                <li key={person.id}>
                  <span>{person.name}</span>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('training.classes.removeTrainer', { name: person.name })}
                    onClick={() => setPeople(people.filter(({ id }) => id !== person.id))}
                  >
                    {t('training.classes.remove')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <PersonPicker
            key={turn}
            label={t('training.plans.person')}
            value={null}
            error={errors.get('person_ids')}
            onChange={(person) => {
              if (person && !people.some(({ id }) => id === person.id)) setPeople([...people, person])
              if (person) setTurn(turn + 1)
            }}
          />
        </>
      )}
    </FormDialog>
  )
}
