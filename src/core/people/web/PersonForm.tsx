import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, ask, idempotencyKey } from '../../../web/api/client.ts'
import { CheckboxField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type Named, type Person, structureQuery, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import { ListField, PersonPicker } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type PersonFormProps = { person?: Person; onClose: () => void; onDone?: (id: string) => void }

type Draft = {
  name: string
  email: string
  phone: string
  title: string
  external_key: string
  extension: string
  badge: string
  language: '' | 'en' | 'es'
  department_id: string | null
  site_id: string | null
  place_id: string | null
  manager: Named | null
}

function draftOf(person: Person | undefined): Draft {
  return {
    name: person?.name ?? '',
    email: person?.email ?? '',
    phone: person?.phone ?? '',
    title: person?.title ?? '',
    external_key: person?.external_key ?? '',
    extension: person?.extension ?? '',
    badge: person?.badge ?? '',
    language: (person?.language ?? '') as Draft['language'],
    department_id: person?.department?.id ?? null,
    site_id: person?.site?.id ?? null,
    place_id: person?.place?.id ?? null,
    manager: person?.manager ?? null,
  }
}

/** Adds a person, with an invitation at once if wanted, or changes one. */
export function PersonForm({ person, onClose, onDone }: PersonFormProps) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [draft, setDraft] = useState(() => draftOf(person))
  const [isInvited, setInvited] = useState(true)
  const [key] = useState(idempotencyKey)
  const send = async () => {
    const made = person ? await change(person.id, draft) : await add(draft, isInvited, key)
    await refresh()
    if (made.invitation)
      toast.show(
        t(made.invitation === 'held' ? 'organization.person.inviteHeld' : 'organization.person.invited'),
        'success',
      )
    onDone?.(made.id)
  }
  return (
    <FormDialog
      title={
        person ? t('organization.person.editTitle', { name: person.name }) : t('organization.people.add')
      }
      submitLabel={person ? t('organization.save') : t('organization.people.addSubmit')}
      isReady={draft.name.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <Fields draft={draft} errors={errors} set={(part) => setDraft({ ...draft, ...part })}>
          {!person && draft.email.trim() !== '' && (
            <CheckboxField
              label={t('organization.person.inviteNow')}
              hint={t('organization.person.inviteNowHint')}
              checked={isInvited}
              onChange={(event) => setInvited(event.currentTarget.checked)}
            />
          )}
        </Fields>
      )}
    </FormDialog>
  )
}

async function change(id: string, draft: Draft) {
  const body = bodyOf(draft)
  await confirmed(() => ask(api.PATCH('/api/people/{id}', { params: { path: { id } }, body })))
  return { id, invitation: null }
}

function add(draft: Draft, isInvited: boolean, key: string) {
  const body = bodyOf(draft)
  return ask(
    api.POST('/api/people', {
      body: { ...body, is_invited: isInvited && body.email !== null },
      headers: { 'idempotency-key': key },
    }),
  )
}

type FieldsProps = {
  draft: Draft
  errors: ReadonlyMap<string, string>
  set: (part: Partial<Draft>) => void
  /** Stands below the address. */
  children: ReactNode
}

function Fields({ draft, errors, set, children }: FieldsProps) {
  const t = useOrganizationT()
  const { data } = useQuery(structureQuery())
  const text = (field: 'name' | 'email' | 'phone' | 'title' | 'external_key' | 'extension' | 'badge') => ({
    label: t(`organization.person.${field}`),
    value: draft[field],
    maxLength: field === 'email' ? 320 : 200,
    required: field === 'name',
    ...(errors.get(field) ? { error: errors.get(field) as string } : {}),
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  })
  return (
    <>
      <TextField {...text('name')} data-autofocus />
      <TextField {...text('email')} type="email" />
      {children}
      <TextField {...text('title')} />
      <TextField {...text('phone')} type="tel" />
      <TextField {...text('extension')} maxLength={20} />
      {(['department', 'site', 'place'] as const).map((field) => (
        <ListField
          key={field}
          label={t(`organization.person.${field}`)}
          list={data?.[`${field}s`]}
          value={draft[`${field}_id`]}
          error={errors.get(`${field}_id`)}
          onChange={(id) => set({ [`${field}_id`]: id })}
        />
      ))}
      <PersonPicker
        label={t('organization.person.manager')}
        value={draft.manager}
        error={errors.get('manager_id')}
        isClearable
        onChange={(manager) => set({ manager })}
      />
      <SelectField
        label={t('organization.person.language')}
        value={draft.language}
        data={[
          { value: '', label: t('organization.person.languageNone') },
          { value: 'en', label: 'English' },
          { value: 'es', label: 'Español' },
        ]}
        onChange={(event) => set({ language: event.currentTarget.value as Draft['language'] })}
      />
      <TextField {...text('external_key')} />
      <TextField {...text('badge')} maxLength={60} />
    </>
  )
}

function bodyOf(draft: Draft) {
  const words = (text: string) => text.trim() || null
  return {
    name: draft.name.trim(),
    email: words(draft.email),
    phone: words(draft.phone),
    title: words(draft.title),
    external_key: words(draft.external_key),
    extension: words(draft.extension),
    badge: words(draft.badge),
    language: draft.language || null,
    department_id: draft.department_id,
    site_id: draft.site_id,
    place_id: draft.place_id,
    manager_id: draft.manager?.id ?? null,
  }
}
