import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { CompetencyPicker } from '../CompetencyPicker.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import type { Claim } from './data.ts'

type Shown = { id: string; code: string; name: string; levels: readonly string[] }

/** Says what it shows, and writes it down. What the person said that it shows is filled in. */
export function AcceptDialog({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const [competency, setCompetency] = useState<Shown | null>(claim.competency)
  const [level, setLevel] = useState(claim.competency?.level ?? 1)
  const send = async () => {
    await ask(
      api.POST('/api/training/claims/{id}/accept', {
        params: { path: { id: claim.id } },
        body: { competencies: competency ? [{ competency_id: competency.id, level }] : [] },
      }),
    )
    await queries.invalidateQueries({ queryKey: ['training'] })
  }
  return (
    <FormDialog
      title={t('training.claims.acceptTitle', { title: claim.title, name: claim.person.name })}
      submitLabel={t('training.claims.accept')}
      onSubmit={send}
      onClose={onClose}
    >
      <p className={styles.small}>{t('training.claims.acceptNote')}</p>
      <CompetencyPicker
        value={competency && { ...competency, levels: [...competency.levels] }}
        onChange={(chosen) => {
          setCompetency(chosen)
          setLevel(1)
        }}
      />
      {competency && (
        <SelectField
          label={t('training.column.level')}
          value={String(level)}
          data={competency.levels.map((name, index) => ({ value: String(index + 1), label: name }))}
          onChange={(event) => setLevel(Number(event.currentTarget.value))}
        />
      )}
    </FormDialog>
  )
}
