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

/** One emergency account. Its password is made here, shown this once, and belongs into a safe. */
export function AccountForm({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const t = useSignInT()
  const queries = useQueryClient()
  const roles = (useQuery(rolesQuery).data?.rows ?? []).filter(({ archived_at }) => archived_at === null)
  const [name, setName] = useState(account?.name ?? '')
  const [email, setEmail] = useState(account?.email ?? '')
  const [owner, setOwner] = useState<{ id: string; name: string } | null>(account?.owner ?? null)
  const [role_ids, setRoles] = useState(account?.roles.map(({ id }) => id) ?? [])
  const [hours, setHours] = useState(String(account?.hours_max ?? 4))
  const [password] = useState(newPassword)
  const [isRenewing, setRenewing] = useState(false)
  const { run, isBusy, fields, failure } = useSending()
  const done = async () => {
    await queries.invalidateQueries({ queryKey: emergencyQuery.queryKey })
    onClose()
  }
  const save = () =>
    run(async () => {
      const body = { owner_id: owner?.id ?? '', role_ids, hours_max: Number(hours) || 0 }
      if (account)
        await ask(
          api.PUT('/api/emergency/{id}', {
            params: { path: { id: account.id } },
            body: { ...body, ...(isRenewing ? { password } : {}) },
          }),
        )
      else await ask(api.POST('/api/emergency', { body: { ...body, name, email, password } }))
      toast.show(t('signIn.emergency.saved'), 'success')
      await done()
    })
  const end = () =>
    run(async () => {
      await ask(
        api.POST('/api/emergency/{id}/end', { params: { path: { id: account?.id ?? '' } }, body: {} }),
      )
      await done()
    })
  return (
    <form
      noValidate
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{account?.name ?? t('signIn.emergency.add')}</h2>
      {!account && (
        <>
          <TextField
            label={t('signIn.emergency.name')}
            maxLength={200}
            autoComplete="off"
            value={name}
            error={fields.get('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextField
            label={t('signIn.emergency.email')}
            hint={t('signIn.emergency.emailHint')}
            autoComplete="off"
            value={email}
            error={fields.get('email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </>
      )}
      <PersonPicker
        label={t('signIn.emergency.owner')}
        hint={t('signIn.emergency.ownerHint')}
        value={owner}
        error={fields.get('owner_id')}
        onChange={setOwner}
      />
      <MultiSelect
        label={t('signIn.emergency.roles')}
        data={roles.map(({ id, title }) => ({ value: id, label: title }))}
        value={role_ids}
        error={fields.get('role_ids')}
        onChange={setRoles}
        searchable
      />
      <TextField
        label={t('signIn.emergency.hours')}
        type="number"
        min={1}
        max={24}
        value={hours}
        error={fields.get('hours_max')}
        onChange={(event) => setHours(event.currentTarget.value)}
      />
      {account && (
        <CheckboxField
          label={t('signIn.emergency.renew')}
          checked={isRenewing}
          onChange={(event) => setRenewing(event.currentTarget.checked)}
        />
      )}
      {(!account || isRenewing) && (
        <TextField
          label={t('signIn.emergency.password')}
          hint={t('signIn.emergency.passwordHint')}
          readOnly
          autoComplete="off"
          value={password}
          error={fields.get('password')}
        />
      )}
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
          <Button variant="default" onClick={() => void end()}>
            {t('signIn.emergency.end')}
          </Button>
        )}
      </div>
    </form>
  )
}
