import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, ask, idempotencyKey } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useUnsavedGuard } from '../../../web/kit/useUnsavedGuard.tsx'
import { useMay } from '../../../web/shell/session.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { base, type Role, roleQuery, rolesQuery, useRefresh } from './data.ts'
import { Failure, useSubmit } from './FormDialog.tsx'
import styles from './organization.module.css'
import { Permissions } from './Permissions.tsx'
import { RoleAside } from './RoleAside.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const homes = ['portal', 'desk', 'flow', 'knowledge', 'organization'] as const
type Home = (typeof homes)[number]

/** One role: what it may do in plain words, and beside it what it is there for and who holds it. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const isNew = id === 'new'
  const all = useQuery(rolesQuery)
  const one = useQuery({ ...roleQuery(id), enabled: !isNew })
  const error = all.error ?? one.error
  const retry = () => void Promise.all([all.refetch(), one.refetch()])
  if (error || !all.data || (!isNew && !one.data))
    return (
      <div className={styles.page}>
        {error ? <ErrorState problem={error} onRetry={retry} /> : <PageSkeleton />}
      </div>
    )
  return (
    <Editor
      key={`${id} ${one.dataUpdatedAt}`}
      role={one.data}
      people={one.data?.people ?? []}
      permissions={all.data.permissions}
    />
  )
}

type EditorProps = {
  role: Role | undefined
  people: readonly { id: string; name: string; department: string | null }[]
  permissions: readonly string[]
}

function Editor({ role, people, permissions }: EditorProps) {
  const t = useOrganizationT()
  const canEdit = useMay()('roles.manage')
  const start = draftOf(role)
  const [draft, setDraft] = useState(start)
  const isChanged = JSON.stringify(plain(draft)) !== JSON.stringify(plain(start))
  const { isSaved, isBusy, problem, submit } = useSave(role, draft)
  const guard = useUnsavedGuard(isChanged && !isSaved)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  return (
    <div className={styles.page}>
      {guard}
      <Header role={role} canEdit={canEdit} />
      <div className={styles.columns}>
        <form
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            void submit()
          }}
        >
          <About draft={draft} set={set} canEdit={canEdit} errors={problem?.fields ?? NO_ERRORS} />
          <Permissions
            all={permissions}
            held={draft.permissions}
            before={start.permissions}
            isDisabled={!canEdit}
            onChange={(next) => set({ permissions: next })}
          />
          <Failure problem={problem} />
          {canEdit && (
            <div className={styles.bar}>
              <Button type="submit" loading={isBusy} disabled={!isChanged || draft.title.trim() === ''}>
                {role ? t('organization.save') : t('organization.role.addSubmit')}
              </Button>
              <Button variant="default" disabled={!isChanged} onClick={() => setDraft(start)}>
                {t('organization.role.undo')}
              </Button>
            </div>
          )}
        </form>
        {role && <RoleAside role={role} people={people} />}
      </div>
    </div>
  )
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map()

function useSave(role: Role | undefined, draft: Draft) {
  const t = useOrganizationT()
  const router = useRouter()
  const refresh = useRefresh()
  const [isSaved, setSaved] = useState(false)
  const [key] = useState(idempotencyKey)
  const saving = useSubmit(async () => {
    const { idle, ...rest } = plain(draft)
    const body = { ...rest, idle_minutes: idle ? Number(idle) : null }
    const { id } = await confirmed(() =>
      role
        ? ask(api.PATCH('/api/roles/{id}', { params: { path: { id: role.id } }, body }))
        : ask(api.POST('/api/roles', { body, headers: { 'idempotency-key': key } })),
    )
    setSaved(true)
    toast.show(t('organization.role.saved'), 'success')
    await refresh()
    if (!role) router.history.replace(`${base}/roles/${id}`)
  })
  return { isSaved, ...saving }
}

/** Its name, where it comes from, and the button that takes an own role out of use. */
function Header({ role, canEdit }: { role: Role | undefined; canEdit: boolean }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const archive = useSubmit(async () => {
    if (!role) return
    const body = { is_archived: !role.archived_at }
    await confirmed(() => ask(api.PATCH('/api/roles/{id}', { params: { path: { id: role.id } }, body })))
    await refresh()
  })
  return (
    <>
      <PageHeader
        title={role?.title ?? t('organization.role.add')}
        above={
          <AppLink className={styles.link} href={`${base}/roles`}>
            {t('organization.role.title')}
          </AppLink>
        }
        note={role?.is_builtin ? t('organization.role.builtIn') : t('organization.role.own')}
        actions={
          canEdit &&
          role &&
          !role.is_builtin && (
            <Button variant="default" loading={archive.isBusy} onClick={() => void archive.submit()}>
              {t(role.archived_at ? 'organization.archived.restore' : 'organization.archived.archive')}
            </Button>
          )
        }
      />
      <Failure problem={archive.problem} />
    </>
  )
}

type AboutProps = {
  draft: Draft
  set: (part: Partial<Draft>) => void
  canEdit: boolean
  errors: ReadonlyMap<string, string>
}

function About({ draft, set, canEdit, errors }: AboutProps) {
  const t = useOrganizationT()
  const error = (name: string) => (errors.get(name) ? { error: errors.get(name) as string } : {})
  return (
    <fieldset disabled={!canEdit} className={styles.permissions}>
      <legend>{t('organization.role.about')}</legend>
      <TextField
        label={t('organization.role.name')}
        value={draft.title}
        maxLength={200}
        required
        {...error('title')}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <TextAreaField
        label={t('organization.role.summary')}
        value={draft.summary}
        maxLength={1000}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <SelectField
        label={t('organization.role.home')}
        value={draft.home}
        data={homes.map((home) => ({ value: home, label: t(`organization.role.homes.${home}`) }))}
        onChange={(event) => set({ home: event.currentTarget.value as Home })}
      />
      <TextField
        label={t('organization.role.idle')}
        hint={t('organization.role.idleHint')}
        type="number"
        min={1}
        max={1440}
        value={draft.idle}
        {...error('idle_minutes')}
        onChange={(event) => set({ idle: event.currentTarget.value })}
      />
      <CheckboxField
        label={t('organization.role.needsFactor')}
        hint={t('organization.role.needsFactorHint')}
        checked={draft.needs_factor}
        onChange={(event) => set({ needs_factor: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

type Draft = {
  title: string
  summary: string
  home: Home
  idle: string
  needs_factor: boolean
  permissions: ReadonlySet<string>
}

function draftOf(role: Role | undefined): Draft {
  return {
    title: role?.title ?? '',
    summary: role?.summary ?? '',
    home: (role?.home ?? 'portal') as Home,
    idle: role?.idle_minutes ? String(role.idle_minutes) : '',
    needs_factor: role?.needs_factor ?? false,
    permissions: new Set(role?.permissions ?? []),
  }
}

function plain(draft: Draft) {
  return { ...draft, title: draft.title.trim(), permissions: [...draft.permissions].sort() }
}
