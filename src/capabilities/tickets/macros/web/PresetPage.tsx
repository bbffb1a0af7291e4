import { Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { SelectField, SwitchField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { NotFoundPage } from '../../../../web/shell/NotFoundPage.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { useTeams } from '../../web/data/directory.ts'
import {
  type Macro,
  macrosQuery,
  type Named,
  type Reply,
  repliesQuery,
  settingsPath,
  type Template,
  tabs,
  templatesQuery,
} from './data.ts'
import { MacroFields } from './MacroFields.tsx'
import styles from './macros.module.css'
import { ReplyFields, TemplateFields } from './TextFields.tsx'
import { useMacrosT } from './useMacrosT.ts'

type Kind = 'macros' | 'replies' | 'templates'
type Content = Macro['content'] | Reply['content'] | Template['content']
type Row = {
  id: string
  name: string
  is_shared: boolean
  team_id: string | null
  breaks: string[]
  content: Content
}
const queriesOf = { macros: macrosQuery, replies: repliesQuery, templates: templatesQuery }
const pathOf = { macros: 'macros', replies: 'canned-replies', templates: 'ticket-templates' } as const
const freshOf: Record<Kind, Content> = {
  macros: { deeds: [{ do: 'take' }], offered: { kinds: [], states: [], category_ids: [] } },
  replies: { en: '', es: '' },
  templates: {},
}

/** One macro, canned reply or template, or a new one. */
export function Page() {
  const t = useMacrosT()
  const { tab, id } = useParams({ strict: false }) as { tab?: string; id?: string }
  const kind = tabs.find((each): each is Kind => each === tab && each !== 'signatures')
  const { data, error, refetch } = useQuery(queriesOf[kind ?? 'macros'] as typeof macrosQuery)
  if (!kind) return <NotFoundPage />
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  const row = data.rows.find((each) => each.id === id)
  if (!row && id !== 'new') return <EmptyState title={t('macros.gone')} />
  return <Form key={`${kind} ${id}`} kind={kind} row={row} people={data.people} />
}

function useKeeping(kind: Kind, row: Row | undefined, draft: Omit<Row, 'id' | 'breaks'>) {
  const t = useMacrosT()
  const router = useRouter()
  const queries = useQueryClient()
  const leave = async (said: string) => {
    toast.show(said, 'success')
    await queries.invalidateQueries({ queryKey: ['presets'] })
    router.history.push(`${settingsPath}/${kind}`)
  }
  // The three kinds differ in their content alone, which the server checks.
  const path = `/api/${pathOf[kind]}` as '/api/macros'
  const body = { ...draft, name: draft.name.trim() } as never
  const save = useSubmit(async () => {
    if (row) await ask(api.PUT(`${path}/{id}`, { params: { path: { id: row.id } }, body }))
    else await ask(api.POST(path, { body }))
    await leave(t('macros.edit.saved'))
  })
  const remove = useSubmit(async () => {
    if (!row) return
    await ask(api.DELETE(`${path}/{id}`, { params: { path: { id: row.id } }, body: {} }))
    await leave(t('macros.edit.removed'))
  })
  return { save, remove }
}

function Form({ kind, row, people }: { kind: Kind; row: Row | undefined; people: readonly Named[] }) {
  const t = useMacrosT()
  const may = useMay()
  const [draft, setDraft] = useState({
    name: row?.name ?? '',
    is_shared: row?.is_shared ?? false,
    team_id: row?.team_id ?? null,
    content: row?.content ?? freshOf[kind],
  })
  const { save, remove } = useKeeping(kind, row, draft)
  const errors = save.problem?.fields ?? new Map<string, string>()
  const mayEdit = !row?.is_shared || may('macros.manage')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.submit()
  }
  const part = { people, errors, onChange: (content: Content) => setDraft({ ...draft, content }) }
  return (
    <div className={styles.page}>
      <PageHeader
        title={row?.name ?? t(`macros.add.${kind}`)}
        above={
          <AppLink className={styles.link} href={`${settingsPath}/${kind}`}>
            {t(`macros.title.${kind}`)}
          </AppLink>
        }
      />
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {row?.breaks.map((why) => (
            <p key={why} className={styles.problem}>
              {said(why)}
            </p>
          ))}
          <TextField
            label={t('macros.edit.name')}
            value={draft.name}
            maxLength={100}
            error={errors.get('name') ?? ''}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          />
          {kind === 'macros' && <MacroFields content={draft.content as Macro['content']} {...part} />}
          {kind === 'replies' && <ReplyFields content={draft.content as Reply['content']} {...part} />}
          {kind === 'templates' && (
            <TemplateFields content={draft.content as Template['content']} {...part} />
          )}
          <ForWhom
            draft={draft}
            error={errors.get('team_id') ?? ''}
            onChange={(some) => setDraft({ ...draft, ...some })}
          />
          <Failure problem={save.problem ?? remove.problem} />
          {mayEdit && (
            <Group>
              <Button type="submit" loading={save.isBusy} disabled={draft.name.trim() === ''}>
                {t('macros.edit.save')}
              </Button>
              {row && (
                <Button variant="default" loading={remove.isBusy} onClick={() => void remove.submit()}>
                  {t('macros.edit.remove')}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </div>
  )
}

type ForWhomProps = {
  draft: { is_shared: boolean; team_id: string | null }
  error: string
  onChange: (some: { is_shared?: boolean; team_id?: string | null }) => void
}

/** Whether everybody may use it, and the team for which it is meant. */
function ForWhom({ draft, error, onChange }: ForWhomProps) {
  const t = useMacrosT()
  const may = useMay()
  const teams = useTeams()
  return (
    <>
      {may('macros.manage') && (
        <SwitchField
          label={t('macros.edit.share')}
          checked={draft.is_shared}
          onChange={(event) => onChange({ is_shared: event.currentTarget.checked })}
        />
      )}
      <SelectField
        label={t('macros.edit.team')}
        value={draft.team_id ?? ''}
        error={error}
        data={[
          { value: '', label: t('macros.edit.anyTeam') },
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onChange({ team_id: event.currentTarget.value || null })}
      />
    </>
  )
}
