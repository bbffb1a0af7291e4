import { Button, MultiSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { rolesQuery } from '../../../../core/people/web/data.ts'
import { PersonPicker } from '../../../../core/people/web/pickers.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { CheckboxField, TextField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import { type Account, emergencyQuery, newPassword } from './data.ts'

type Draft = {
  name: string
  email: string
  owner: { id: string; name: string } | null
  role_ids: string[]
  hours: string
  password: string
  isRenewing: boolean
}
type PartProps = { draft: Draft; set: (part: Partial<Draft>) => void; fields: ReadonlyMap<string, string> }
type AccountFormProps = { account: Account | undefined; onClose: () => void }

/** One emergency account. Its password is made here, shown this once, and belongs into a safe. */
export function AccountForm({ account, onClose }: AccountFormProps) {
  const t = useSignInT()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(account))
  const { run, isBusy, fields, failure } = useSending()
  const part = { draft, fields, set: (more: Partial<Draft>) => setDraft({ ...draft, ...more }) }
  const send = (request: () => Promise<unknown>) =>
    void run(async () => {
      await request()
      toast.show(t('signIn.emergency.saved'), 'success')
      await queries.invalidateQueries({ queryKey: emergencyQuery.queryKey })
      onClose()
    })
  return (
    <form
      noValidate
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        send(() => save(account, draft))
      }}
    >
      <h2>{account?.name ?? t('signIn.emergency.add')}</h2>
      {!account && <Names {...part} />}
      <Rights {...part} />
      <Password {...part} isNew={!account} />
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.row}>
        <Button type="submit" loading={isBusy}>
          {t('signIn.provider.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('signIn.provider.cancel')}
        </Button>
        {account && (
          <Button variant="default" onClick={() => send(() => end(account.id))}>
            {t('signIn.emergency.end')}
          </Button>
        )}
      </div>
    </form>
  )
}

function draftOf(account: Account | undefined): Draft {
  return {
    name: account?.name ?? '',
    email: account?.email ?? '',
    owner: account?.owner ?? null,
    role_ids: account?.roles.map(({ id }) => id) ?? [],
    hours: String(account?.hours_max ?? 4),
    password: newPassword(),
    isRenewing: false,
  }
}

function save(account: Account | undefined, draft: Draft): Promise<unknown> {
  const { name, email, owner, role_ids, hours, password, isRenewing } = draft
  const body = { owner_id: owner?.id ?? '', role_ids, hours_max: Number(hours) || 0 }
  if (!account) return ask(api.POST('/api/emergency', { body: { ...body, name, email, password } }))
  const params = { path: { id: account.id } }
  return ask(
    api.PUT('/api/emergency/{id}', { params, body: { ...body, ...(isRenewing ? { password } : {}) } }),
  )
}

function end(id: string): Promise<unknown> {
  return ask(api.POST('/api/emergency/{id}/end', { params: { path: { id } }, body: {} }))
}

function Names({ draft, set, fields }: PartProps) {
  const t = useSignInT()
  return (
    <>
      <TextField
        label={t('signIn.emergency.name')}
        maxLength={200}
        autoComplete="off"
        value={draft.name}
        error={fields.get('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextField
        label={t('signIn.emergency.email')}
        hint={t('signIn.emergency.emailHint')}
        autoComplete="off"
        value={draft.email}
        error={fields.get('email')}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
    </>
  )
}

function Rights({ draft, set, fields }: PartProps) {
  const t = useSignInT()
  const roles = (useQuery(rolesQuery).data?.rows ?? []).filter(({ archived_at }) => archived_at === null)
  return (
    <>
      <PersonPicker
        label={t('signIn.emergency.owner')}
        hint={t('signIn.emergency.ownerHint')}
        value={draft.owner}
        error={fields.get('owner_id')}
        onChange={(owner) => set({ owner })}
      />
      <MultiSelect
        label={t('signIn.emergency.roles')}
        data={roles.map(({ id, title }) => ({ value: id, label: title }))}
        value={draft.role_ids}
        error={fields.get('role_ids')}
        onChange={(role_ids) => set({ role_ids })}
        searchable
      />
      <TextField
        label={t('signIn.emergency.hours')}
        type="number"
        min={1}
        max={24}
        value={draft.hours}
        error={fields.get('hours_max')}
        onChange={(event) => set({ hours: event.currentTarget.value })}
      />
    </>
  )
}

function Password({ draft, set, fields, isNew }: PartProps & { isNew: boolean }) {
  const t = useSignInT()
  return (
    <>
      {!isNew && (
        <CheckboxField
          label={t('signIn.emergency.renew')}
          checked={draft.isRenewing}
          onChange={(event) => set({ isRenewing: event.currentTarget.checked })}
        />
      )}
      {(isNew || draft.isRenewing) && (
        <TextField
          label={t('signIn.emergency.password')}
          hint={t('signIn.emergency.passwordHint')}
          readOnly
          autoComplete="off"
          value={draft.password}
          error={fields.get('password')}
        />
      )}
    </>
  )
}
