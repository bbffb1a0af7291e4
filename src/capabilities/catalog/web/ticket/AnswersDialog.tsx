import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { type Answer, evaluate, type Field } from '../../form.ts'
import type { TicketRequest } from '../data.ts'
import { FormFields } from '../form/FormFields.tsx'
import { useCatalogT } from '../useCatalogT.ts'

type AnswersDialogProps = { id: string; request: TicketRequest; onClose: () => void }
type Given = Record<string, Answer | null>

/** The answers as they are now, to be corrected; only what was changed is sent. */
export function AnswersDialog({ id, request, onClose }: AnswersDialogProps) {
  const t = useCatalogT()
  const queries = useQueryClient()
  const fields = request.fields as Field[]
  const [given, setGiven] = useState<Given>(request.answers as Given)
  const [names, setNames] = useState(request.names)
  const { shown } = evaluate(fields, given, request.today)
  const changed = Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(request.answers[key] ?? null),
    ),
  )
  const save = async () => {
    await ask(
      api.POST('/api/tickets/{id}/change-answers', { params: { path: { id } }, body: { answers: changed } }),
    )
    await queries.invalidateQueries({ queryKey: ['record', id] })
  }
  return (
    <FormDialog
      title={t('catalog.ticket.correct')}
      submitLabel={t('catalog.ticket.save')}
      isReady={Object.keys(changed).length > 0}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <FormFields
          shown={shown.filter(({ type }) => type !== 'files')}
          given={given}
          names={names}
          today={request.today}
          errorOf={(key) => errors.get(`answers/${key}`)}
          onAnswer={(key, value, more) => {
            setGiven({ ...given, [key]: value })
            if (more) setNames({ ...names, ...more })
          }}
        />
      )}
    </FormDialog>
  )
}
