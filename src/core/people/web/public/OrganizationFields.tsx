import { PasswordField, SelectField, TextField } from '../../../../web/kit/fields.tsx'
import styles from './public.module.css'
import { type Setup, shortNameOf, timeZones } from './setup.ts'
import { useAccountT } from './useAccountT.ts'

type OrganizationFieldsProps = {
  setup: Setup
  change: (part: Partial<Setup>) => void
  fields: ReadonlyMap<string, string>
}

/** The organization, and the person who looks after it first. */
export function OrganizationFields({ setup, change, fields }: OrganizationFieldsProps) {
  const t = useAccountT()
  const text = (key: 'name' | 'slug' | 'adminName' | 'adminEmail' | 'password', pointer: string) => ({
    value: setup[key],
    error: fields.get(pointer),
    onChange: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
  })
  return (
    <>
      <fieldset className={styles.fieldset}>
        <legend>{t('account.setup.organization')}</legend>
        <TextField
          label={t('account.setup.name')}
          autoComplete="organization"
          {...text('name', 'organization/name')}
          onChange={(event) => {
            const name = event.currentTarget.value
            // The short name follows the name until somebody writes another one.
            const follows = setup.slug === shortNameOf(setup.name)
            change({ name, ...(follows ? { slug: shortNameOf(name) } : {}) })
          }}
        />
        <TextField
          label={t('account.setup.slug')}
          hint={t('account.setup.slugHint')}
          autoComplete="off"
          {...text('slug', 'organization/slug')}
        />
        <SelectField
          label={t('account.setup.timeZone')}
          value={setup.timeZone}
          error={fields.get('organization/time_zone')}
          data={timeZones()}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
        <SelectField
          label={t('account.setup.language')}
          value={setup.language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
          ]}
          onChange={(event) => change({ language: event.currentTarget.value as Setup['language'] })}
        />
      </fieldset>
      <fieldset className={styles.fieldset}>
        <legend>{t('account.setup.admin')}</legend>
        <TextField
          label={t('account.setup.adminName')}
          autoComplete="name"
          {...text('adminName', 'admin/name')}
        />
        <TextField
          label={t('account.email')}
          type="email"
          autoComplete="username"
          {...text('adminEmail', 'admin/email')}
        />
        <PasswordField
          label={t('account.password')}
          hint={t('account.passwordHint', { count: 12 })}
          autoComplete="new-password"
          {...text('password', 'admin/password')}
        />
      </fieldset>
    </>
  )
}
