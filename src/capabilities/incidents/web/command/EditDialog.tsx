import { MultiSelect, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { type Incident, structureQuery, useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import { useIncidentsT } from '../useIncidentsT.ts'
import { NextUpdateField, timeIn } from './NextUpdateField.tsx'

type AffectedProps = {
  applications: string[]
  onApplications: (names: string[]) => void
  places: string[]
  onPlaces: (ids: string[]) => void
}

/** Applications as people call them, and places from the list of the organization. */
export function AffectedFields({ applications, onApplications, places, onPlaces }: AffectedProps) {
  const t = useIncidentsT()
  const { data } = useQuery(structureQuery)
  return (
    <>
      <TagsInput
        label={t('incidents.about.applications')}
        description={t('incidents.edit.applicationsHint')}
        value={applications}
        maxTags={20}
        onChange={onApplications}
      />
      <MultiSelect
        label={t('incidents.about.places')}
        description={t('incidents.edit.placesHint')}
        data={(data?.places ?? []).map((place) => ({ value: place.id, label: place.name }))}
        value={places}
        searchable
        onChange={onPlaces}
      />
    </>
  )
}

/** What it is called and affects, the bridge, and when the next word is due. */
export function EditDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [title, setTitle] = useState(incident.title)
  const [applications, setApplications] = useState(incident.applications)
  const [places, setPlaces] = useState(incident.places.map((place) => place.id))
  const [bridge, setBridge] = useState(incident.bridge_url ?? '')
  const [minutes, setMinutes] = useState('keep')
  const send = async () => {
    await ask(
      api.POST('/api/incidents/{id}/edit', {
        params: { path: { id: incident.id } },
        body: {
          ...(title.trim() === incident.title ? {} : { title: title.trim() }),
          applications,
          place_ids: places,
          bridge_url: bridge.trim() || null,
          ...(minutes === 'keep' ? {} : { next_update_at: timeIn(minutes) }),
        },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('incidents.edit.title')}
      submitLabel={t('incidents.edit.save')}
      isReady={title.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('incidents.declare.name')}
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
          <TextField
            label={t('incidents.about.bridge')}
            hint={t('incidents.edit.bridgeHint')}
            maxLength={500}
            value={bridge}
            {...errorOf(errors, 'bridge_url')}
            onChange={(event) => setBridge(event.currentTarget.value)}
          />
          <NextUpdateField value={minutes} onChange={setMinutes} mayKeep />
        </>
      )}
    </FormDialog>
  )
}
