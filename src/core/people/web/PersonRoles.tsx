import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { startOfDay } from '../../../web/i18n/day.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat, useNow } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { TextField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { base, type Person, structureQuery, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import styles from './organization.module.css'
import { ListField } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

type Held = Person['roles'][number]

/** The roles with their dates: those held now, those to come, those that were. */
export function PersonRoles({ person }: { person: Person }) {
  const t = useOrganizationT()
  const now = useNow()
  const [isGiving, setGiving] = useState(false)
  const can = person.may.includes('roles.assign')
  const hasEnded = (held: Held) => held.valid_to !== null && Date.parse(held.valid_to) <= now
  const sorted = person.roles.toSorted((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)))
  return (
    <section className={styles.card} aria-labelledby="roles">
      <div className={styles.cardHead}>
        <h2 id="roles">{t('organization.person.roles')}</h2>
        {can && (
          <Button size="compact-sm" variant="default" onClick={() => setGiving(true)}>
            {t('organization.person.giveRole')}
          </Button>
        )}
      </div>
      {sorted.length === 0 && <p className={styles.dim}>{t('organization.person.noRoles')}</p>}
      <ul className={styles.list}>
        {sorted.map((held) => (
          <li key={held.assignment_id}>
            <span className={styles.words}>
              <AppLink href={`${base}/roles/${held.role_id}`}>{held.title}</AppLink>
              <span className={styles.small}>
                <Span held={held} isPast={hasEnded(held)} />
                {held.department && ` · ${held.department.name}`}
              </span>
            </span>
            {can && !hasEnded(held) && <EndRole person={person} held={held} />}
          </li>
        ))}
      </ul>
      {isGiving && <GiveRole person={person} onClose={() => setGiving(false)} />}
    </section>
  )
}

function Span({ held, isPast }: { held: Held; isPast: boolean }) {
  const t = useOrganizationT()
  return (
    <>
      {isPast ? `${t('organization.person.was')} ` : ''}
      {t('organization.person.from')} <Time at={held.valid_from} as="date" />
      {held.valid_to && (
        <>
          {' '}
          {t('organization.person.until')} <Time at={held.valid_to} as="date" />
        </>
      )}
    </>
  )
}

function EndRole({ person, held }: { person: Person; held: Held }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const end = async () => {
    try {
      await confirmed(() =>
        ask(
          api.POST('/api/people/{id}/roles/end', {
            params: { path: { id: person.id } },
            body: { assignment_id: held.assignment_id },
          }),
        ),
      )
      await refresh()
      toast.show(t('organization.person.roleEnded', { role: held.title }), 'success')
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t('organization.person.endRole', { role: held.title })}
      onClick={end}
    >
      {t('organization.person.end')}
    </Button>
  )
}

function GiveRole({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const { data } = useQuery(structureQuery())
  const [roleId, setRole] = useState<string | null>(null)
  const [departmentId, setDepartment] = useState<string | null>(null)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { zone } = useFormat()
  const send = async () => {
    if (!roleId) return
    await confirmed(() =>
      ask(
        api.POST('/api/people/{id}/roles', {
          params: { path: { id: person.id } },
          body: {
            role_id: roleId,
            department_id: departmentId,
            ...spanOf(from, to, zone),
          },
        }),
      ),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('organization.person.giveRole')}
      submitLabel={t('organization.person.giveRole')}
      isReady={roleId !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ListField
            label={t('organization.people.role')}
            list={data?.roles}
            value={roleId}
            onChange={setRole}
          />
          <ListField
            label={t('organization.person.roleDepartment')}
            list={data?.departments}
            value={departmentId}
            none={t('organization.person.everywhere')}
            hint={t('organization.person.roleDepartmentHint')}
            onChange={setDepartment}
          />
          <TextField
            type="date"
            label={t('organization.person.roleFrom')}
            hint={t('organization.person.roleFromHint')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            type="date"
            label={t('organization.person.roleTo')}
            hint={t('organization.person.roleToHint')}
            value={to}
            {...(errors.get('valid_to') ? { error: errors.get('valid_to') as string } : {})}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** A day begins at the organization's midnight, wherever the one sits who chooses it. */
function spanOf(from: string, to: string, zone: string | undefined) {
  const valid_from = startOfDay(from, zone)
  const valid_to = startOfDay(to, zone)
  return { ...(valid_from ? { valid_from } : {}), ...(valid_to ? { valid_to } : {}) }
}
