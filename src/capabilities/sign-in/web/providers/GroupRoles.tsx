import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from '../../../../core/people/web/data.ts'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import styles from '../sign-in.module.css'
import { useSignInT } from '../useSignInT.ts'
import type { Draft } from './data.ts'

type GroupRolesProps = {
  draft: Draft
  set: (part: Partial<Draft>) => void
  fields: ReadonlyMap<string, string>
}

/** Which group of the provider gives which role here. */
export function GroupRoles({ draft, set, fields }: GroupRolesProps) {
  const t = useSignInT()
  const roles = (useQuery(rolesQuery).data?.rows ?? []).filter(({ archived_at }) => archived_at === null)
  const change = (place: number, part: Partial<Draft['group_roles'][number]>) =>
    set({ group_roles: draft.group_roles.map((each, at) => (at === place ? { ...each, ...part } : each)) })
  return (
    <fieldset className={styles.group}>
      <legend>{t('signIn.provider.roles')}</legend>
      <p className={styles.quiet}>{t('signIn.provider.rolesNote')}</p>
      <TextField
        label={t('signIn.provider.claim')}
        maxLength={100}
        value={draft.groups_claim}
        error={fields.get('groups_claim')}
        onChange={(event) => set({ groups_claim: event.currentTarget.value })}
      />
      {draft.group_roles.map(({ group, role_id }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A line has nothing else to be known by while it is written.
        <div key={place} className={styles.mapping}>
          <TextField
            label={t('signIn.provider.group')}
            maxLength={200}
            value={group}
            onChange={(event) => change(place, { group: event.currentTarget.value })}
          />
          <SelectField
            label={t('signIn.provider.role')}
            value={role_id}
            data={[{ value: '', label: '' }, ...roles.map(({ id, title }) => ({ value: id, label: title }))]}
            onChange={(event) => change(place, { role_id: event.currentTarget.value })}
          />
          <Button
            variant="default"
            aria-label={t('signIn.provider.removeGroup', { group })}
            onClick={() => set({ group_roles: draft.group_roles.filter((_, at) => at !== place) })}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        variant="default"
        className={styles.button}
        onClick={() => set({ group_roles: [...draft.group_roles, { group: '', role_id: '' }] })}
      >
        {t('signIn.provider.addGroup')}
      </Button>
      {fields.get('group_roles') && <p role="alert">{fields.get('group_roles')}</p>}
    </fieldset>
  )
}
