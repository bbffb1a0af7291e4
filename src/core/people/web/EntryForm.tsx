import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CheckboxField, TextField } from '../../../web/kit/fields.tsx'
import { structureQuery, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import type { ListName } from './ListTabs.tsx'
import { type Entry, fieldsOf, saveEntry } from './list-data.ts'
import { ListField } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type EntryFormProps = { name: ListName; entry?: Entry; entries: readonly Entry[]; onClose: () => void }

/** Adds to one of the small lists or changes an entry. */
export function EntryForm({ name, entry, entries, onClose }: EntryFormProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const { data } = useQuery(structureQuery())
  const [draft, setDraft] = useState<Omit<Entry, 'id' | 'archived'>>({ ...entry, name: entry?.name ?? '' })
  const fields = fieldsOf[name]
  const others = entries.filter(({ id, archived }) => id !== entry?.id && !archived)
  const choices = {
    parent_id: others,
    site_id: data?.sites,
    department_id: data?.departments,
    place_id: data?.places,
  } as const
  const send = async () => {
    const part = Object.fromEntries(
      fields.map((field) => [
        field,
        draft[field as keyof typeof draft] ?? (field === 'is_shared' ? false : null),
      ]),
    )
    await saveEntry(name, entry?.id, { ...part, name: draft.name.trim() })
    await refresh()
  }
  return (
    <FormDialog
      title={entry ? t('organization.editOf', { name: entry.name }) : t(`organization.lists.${name}.add`)}
      submitLabel={entry ? t('organization.save') : t('organization.add')}
      isReady={draft.name.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('organization.lists.name')}
            value={draft.name}
            maxLength={200}
            required
            data-autofocus
            {...(errors.get('name') ? { error: errors.get('name') as string } : {})}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          {(['parent_id', 'site_id', 'department_id', 'place_id'] as const)
            .filter((field) => fields.includes(field))
            .map((field) => (
              <ListField
                key={field}
                label={t(`organization.lists.${field}`)}
                list={choices[field]}
                value={draft[field] ?? null}
                error={errors.get(field)}
                onChange={(id) => setDraft({ ...draft, [field]: id })}
              />
            ))}
          {fields.includes('is_shared') && (
            <CheckboxField
              label={t('organization.lists.is_shared')}
              checked={draft.is_shared ?? false}
              onChange={(event) => setDraft({ ...draft, is_shared: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
