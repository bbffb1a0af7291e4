import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Named } from '../../../core/people/web/data.ts'
import { FormDialog } from '../../../core/people/web/FormDialog.tsx'
import { PersonPicker } from '../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import { choicesQuery } from './data.ts'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** Says that somebody uses an application, or does no more. */
export function UsersDialog({ onClose }: { onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const known = useQuery(choicesQuery).data?.applications ?? []
  const [application, setApplication] = useState('')
  const [person, setPerson] = useState<Named | null>(null)
  const [uses, setUses] = useState(true)
  const send = async () => {
    const ids = person ? [person.id] : []
    await ask(
      api.PUT('/api/training/applications/users', {
        body: { application: application.trim(), add: uses ? ids : [], remove: uses ? [] : ids },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.users.title')}
      submitLabel={t('training.save')}
      isReady={application.trim() !== '' && person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            data-autofocus
            label={t('training.subject.application')}
            value={application}
            maxLength={200}
            onChange={(event) => setApplication(event.currentTarget.value)}
          />
          {known.length > 0 && (
            <p className={styles.small}>{known.map(({ name, users }) => `${name} (${users})`).join(', ')}</p>
          )}
          <PersonPicker
            label={t('training.subject.person')}
            value={person}
            onChange={setPerson}
            error={errors.get('add/0')}
          />
          <SelectField
            label={t('training.users.what')}
            value={uses ? 'add' : 'remove'}
            data={[
              { value: 'add', label: t('training.users.add') },
              { value: 'remove', label: t('training.users.remove') },
            ]}
            onChange={(event) => setUses(event.currentTarget.value === 'add')}
          />
        </>
      )}
    </FormDialog>
  )
}
