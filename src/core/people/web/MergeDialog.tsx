import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { toast } from '../../../web/kit/toast.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { base, type Named, type Person, personQuery, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import styles from './organization.module.css'
import { PersonPicker } from './pickers.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

/** Merges a double: both are shown side by side before, and what the one that stays will hold. */
export function MergeDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useOrganizationT()
  const router = useRouter()
  const refresh = useRefresh()
  const [into, setInto] = useState<Named | null>(null)
  const { data: survivor } = useQuery({ ...personQuery(into?.id ?? ''), enabled: into !== null })
  const send = async () => {
    if (!into) return
    const { records } = await confirmed(() =>
      ask(
        api.POST('/api/people/{id}/merge', {
          params: { path: { id: person.id } },
          body: { into_id: into.id },
        }),
      ),
    )
    await refresh()
    toast.show(t('organization.merge.done', { name: into.name, count: records }), 'success')
    router.history.push(`${base}/people/${into.id}`)
  }
  return (
    <FormDialog
      title={t('organization.merge.title', { name: person.name })}
      submitLabel={t('organization.merge.submit')}
      isDanger
      isReady={survivor !== undefined && survivor.id !== person.id}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <p style={{ margin: 0 }}>{t('organization.merge.note')}</p>
          <PersonPicker
            label={t('organization.merge.into')}
            value={into}
            error={errors.get('into_id')}
            onChange={setInto}
          />
          {survivor && <Preview person={person} survivor={survivor} />}
        </>
      )}
    </FormDialog>
  )
}

const fields = ['email', 'phone', 'title'] as const

function Preview({ person, survivor }: { person: Person; survivor: Person }) {
  const t = useOrganizationT()
  const names = (list: readonly { name?: string; title?: string }[]) =>
    list.map((each) => each.name ?? each.title).join(', ')
  const rows = [
    ...fields.map((field) => [t(`organization.person.${field}`), person[field], survivor[field]]),
    [t('organization.person.department'), person.department?.name, survivor.department?.name],
    [t('organization.person.teams'), names(person.teams), names(survivor.teams)],
    [t('organization.person.roles'), names(person.roles), names(survivor.roles)],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('organization.merge.preview')}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t('organization.merge.field')}</th>
            <th scope="col">{t('organization.merge.goes')}</th>
            <th scope="col">{t('organization.merge.stays')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, goes, stays]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{goes || '–'}</td>
              <td>{stays || (goes ? t('organization.merge.takes', { value: goes }) : '–')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
