import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import type { Choice } from '../data/directory.ts'
import type { BodyOf } from '../data/ticket.ts'
import { SearchPicker } from '../ticket/Picker.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import type { DialogProps } from './PassDialogs.tsx'

type LinkType = BodyOf<'link'>['type']
export const linkTypes = [
  'relates_to',
  'duplicates',
  'caused_by',
  'causes',
  'blocked_by',
  'blocks',
  'parent',
  'child',
  'solved_by',
  'part_of',
] as const satisfies readonly LinkType[]

/** Where links of a type lead to something else than tickets. */
const kinds: Partial<Record<LinkType, string>> = { solved_by: 'article', part_of: 'major_incident' }

/** Links to another ticket, an article or a major incident, found by words or number. */
export function LinkDialog({ ticket, run, onClose }: DialogProps) {
  const t = useTicketsT()
  const [type, setType] = useState<LinkType>('relates_to')
  const [other, setOther] = useState<Choice | null>(null)
  const kind = kinds[type] ?? 'ticket'
  const submit = () =>
    run(
      'link',
      { type, to_id: other?.id ?? '' },
      {
        throws: true,
        said: t('tickets.did.link'),
        undo: { verb: 'unlink', body: { type, to_id: other?.id ?? '' } as never },
      },
    )
  return (
    <FormDialog
      title={t('tickets.dialog.linkTitle', { number: ticket.number })}
      submitLabel={t('tickets.move.link')}
      isReady={other !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <SelectField
            label={t('tickets.dialog.linkType')}
            value={type}
            error={errors.get('type')}
            data={linkTypes.map((value) => ({ value, label: t(`tickets.linkType.${value}`) }))}
            onChange={(event) => {
              setType(event.currentTarget.value as LinkType)
              setOther(null)
            }}
          />
          <SearchPicker
            id={`records ${kind} ${ticket.id}`}
            label={t('tickets.dialog.linkTo')}
            placeholder={t('tickets.dialog.linkSearch')}
            value={other}
            onChange={setOther}
            error={errors.get('to_id')}
            find={(q) => findRecords(q, kind, ticket.id)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** Records for words or a number, other than the one that is linked from. */
export async function findRecords(q: string, kind: string, butId?: string): Promise<Choice[]> {
  if (q.trim() === '') return []
  const { jump, groups } = await ask(
    api.GET('/api/search', { params: { query: { q: q.trim().replace(/^#/, ''), kind: [kind], limit: 10 } } }),
  )
  const found = groups.flatMap((group) => group.rows.map((row) => ({ ...row, title: row.title.text })))
  const all = jump ? [jump, ...found.filter((row) => row.id !== jump.id)] : found
  return all
    .filter((row) => row.id !== butId)
    .map((row) => ({ id: row.id, name: `#${row.number} ${row.title}` }))
}
