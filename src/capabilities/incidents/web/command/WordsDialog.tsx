import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { type Incident, useRefresh } from '../data.ts'
import { errorOf } from '../error-of.ts'
import { useIncidentsT } from '../useIncidentsT.ts'
import { useGivenAway } from './useGivenAway.tsx'

export type WordsMove = 'decline' | 'cancel' | 'resolve' | 'reopen'
type Props = { incident: Incident; move: WordsMove; onClose: () => void }

/** A move with its words: a reason for those who work on it, or the news for all staff. */
export function WordsDialog({ incident, move, onClose }: Props) {
  const t = useIncidentsT()
  const refresh = useRefresh(incident.id)
  const [words, setWords] = useState('')
  const givenAway = useGivenAway(words)
  const params = { path: { id: incident.id } }
  const send = async () => {
    const text = words.trim()
    const news = { body: text, ...givenAway.consent }
    if (move === 'decline')
      await ask(api.POST('/api/incidents/{id}/decline', { params, body: { reason: text } }))
    if (move === 'cancel')
      await ask(api.POST('/api/incidents/{id}/cancel', { params, body: { reason: text } }))
    if (move === 'resolve') await ask(api.POST('/api/incidents/{id}/resolve', { params, body: news }))
    if (move === 'reopen') await ask(api.POST('/api/incidents/{id}/reopen', { params, body: news }))
    await refresh()
  }
  return (
    <FormDialog
      title={t(`incidents.move.${move}`)}
      submitLabel={t(`incidents.move.${move}`)}
      isReady={words.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextAreaField
            label={t(`incidents.words.${move}`)}
            maxLength={2000}
            value={words}
            {...errorOf(errors, 'reason')}
            {...errorOf(errors, 'body')}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {givenAway.field(errors.get('may_give_away'))}
        </>
      )}
    </FormDialog>
  )
}
