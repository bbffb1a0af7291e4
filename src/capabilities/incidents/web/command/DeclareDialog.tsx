import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { type Incident, useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import { useIncidentsT } from '../useIncidentsT.ts'
import { AffectedFields } from './EditDialog.tsx'
import { NextUpdateField, timeIn } from './NextUpdateField.tsx'

/** What all staff read from now on. */
export function DeclareDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [title, setTitle] = useState(incident.title)
  const [applications, setApplications] = useState(incident.applications)
  const [places, setPlaces] = useState(incident.places.map((place) => place.id))
  const [minutes, setMinutes] = useState('30')
  const send = async () => {
    const next_update_at = timeIn(minutes)
    await ask(
      api.POST('/api/incidents/{id}/declare', {
        params: { path: { id: incident.id } },
        body: {
          title: title.trim(),
          applications,
          place_ids: places,
          ...(next_update_at ? { next_update_at } : {}),
        },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.move.declare')}
      submitLabel={t('incidents.declare.do')}
      isReady={title.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('incidents.declare.name')}
            hint={t('incidents.declare.nameHint')}
            maxLength={200}
            value={title}
            {...errorOf(errors, 'title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <AffectedFields
            applications={applications}
            onApplications={setApplications}
            places={places}
            onPlaces={setPlaces}
          />
          <NextUpdateField value={minutes} onChange={setMinutes} />
        </>
      )}
    </FormDialog>
  )
}
