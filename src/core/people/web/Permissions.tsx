import { Stack } from '@mantine/core'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import styles from './organization.module.css'
import { type OrganizationKey, useOrganizationT } from './useOrganizationT.ts'

const groups = [
  'tickets',
  'incidents',
  'safety',
  'rules',
  'views',
  'knowledge',
  'training',
  'people',
  'teams',
  'roles',
  'organization',
  'reports',
  'other',
] as const
type Group = (typeof groups)[number]

type PermissionsProps = {
  all: readonly string[]
  held: ReadonlySet<string>
  before: ReadonlySet<string>
  isDisabled: boolean
  onChange: (next: ReadonlySet<string>) => void
}

/** Every permission as a sentence, grouped by what it is about; what was changed says so. */
export function Permissions({ all, held, before, isDisabled, onChange }: PermissionsProps) {
  const t = useOrganizationT()
  const toggle = (permission: string) => {
    const next = new Set(held)
    if (!next.delete(permission)) next.add(permission)
    onChange(next)
  }
  const groupOf = (permission: string): Group => {
    const first = permission.split('.')[0]
    return groups.find((group) => group === first) ?? 'other'
  }
  return groups.map((group) => {
    const own = all.filter((permission) => groupOf(permission) === group)
    if (own.length === 0) return null
    return (
      <fieldset key={group} className={styles.permissions} disabled={isDisabled}>
        <legend>{t(`organization.permissionGroup.${group}`)}</legend>
        <Stack gap="xs">
          {own.map((permission) => {
            const isChanged = held.has(permission) !== before.has(permission)
            return (
              <CheckboxField
                key={permission}
                label={t(`organization.permission.${permission.replace('.', '_')}` as OrganizationKey, {
                  defaultValue: permission,
                })}
                hint={
                  isChanged
                    ? t(held.has(permission) ? 'organization.role.isNew' : 'organization.role.isGone')
                    : undefined
                }
                checked={held.has(permission)}
                onChange={() => toggle(permission)}
              />
            )
          })}
        </Stack>
      </fieldset>
    )
  })
}
