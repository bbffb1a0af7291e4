import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useTeams } from '../../web/data/directory.ts'
import styles from './checklists.module.css'
import { attempt, linesOf, type Template, templatesQuery } from './data.ts'
import { useChecklistsT } from './useChecklistsT.ts'

/** The checklists that the organization keeps. */
export function Page() {
  const t = useChecklistsT()
  const queries = useQueryClient()
  const { data, isPending, isError, error, refetch } = useQuery(templatesQuery)
  const [open, setOpen] = useState<Template | 'new'>()
  const archive = async (id: string) => {
    const deed = ask(
      api.POST('/api/checklist-templates/{id}/archive', { params: { path: { id } }, body: {} }),
    )
    await attempt(deed, t('checklists.templates.archived'))
    await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
  }
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('checklists.templates.title')}
        note={t('checklists.templates.note')}
        actions={<Button onClick={() => setOpen('new')}>{t('checklists.templates.new')}</Button>}
      />
      {isPending && <ListSkeleton rows={3} />}
      {isError && <ErrorState problem={error} onRetry={() => refetch()} />}
      {data?.rows.length === 0 && (
        <EmptyState title={t('checklists.templates.none')}>{t('checklists.templates.noneBody')}</EmptyState>
      )}
      <ul className={styles.list} aria-label={t('checklists.templates.title')}>
        {data?.rows.map((row) => (
          <li key={row.id} className={styles.card}>
            <span className={styles.words}>
              <strong>{row.name}</strong>
              <span className={styles.small}>
                {t('checklists.templates.items', { count: row.steps.length })}
              </span>
            </span>
            <span className={styles.row}>
              <Button
                variant="default"
                aria-label={t('checklists.templates.editOf', { name: row.name })}
                onClick={() => setOpen(row)}
              >
                {t('checklists.templates.edit')}
              </Button>
              <Button
                variant="default"
                aria-label={t('checklists.templates.archiveOf', { name: row.name })}
                onClick={() => archive(row.id)}
              >
                {t('checklists.templates.archive')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {open && (
        <TemplateDialog template={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

type Team = { id: string; name: string }
type Step = Template['steps'][number]

/** A step as a line; a task begins with the name of its team. */
function lineOf(step: Step, teams: readonly Team[]): string {
  const team = step.as === 'task' ? teams.find(({ id }) => id === step.team_id) : undefined
  return team ? `${team.name}: ${step.title}` : step.title
}

function stepsOf(lines: readonly string[], teams: readonly Team[], isInOrder: boolean): Step[] {
  return lines.map((line, index) => {
    const after = isInOrder && index > 0 ? { after: [index - 1] } : {}
    const team = teams.find(({ name }) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    const title = team ? line.slice(team.name.length + 1).trim() : ''
    return team && title
      ? { title, as: 'task' as const, team_id: team.id, ...after }
      : { title: line, as: 'check' as const, ...after }
  })
}

function TemplateDialog({ template, onClose }: { template: Template | undefined; onClose: () => void }) {
  const t = useChecklistsT()
  const queries = useQueryClient()
  const teams = useTeams()
  const [name, setName] = useState(template?.name ?? '')
  const [lines, setLines] = useState(template?.steps.map((step) => lineOf(step, teams)).join('\n') ?? '')
  const [isInOrder, setInOrder] = useState(template?.steps.some(({ after }) => after?.length) ?? false)
  const [isShown, setShown] = useState(template?.is_shown ?? false)
  const save = async () => {
    const body = { name: name.trim(), steps: stepsOf(linesOf(lines), teams, isInOrder), is_shown: isShown }
    await ask(
      template
        ? api.PUT('/api/checklist-templates/{id}', { params: { path: { id: template.id } }, body })
        : api.POST('/api/checklist-templates', { body }),
    )
    toast.show(t('checklists.templates.saved'), 'success')
    await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
  }
  return (
    <FormDialog
      title={
        template ? t('checklists.templates.editOf', { name: template.name }) : t('checklists.templates.new')
      }
      submitLabel={t('checklists.templates.save')}
      isReady={name.trim() !== '' && lines.trim() !== ''}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label={t('checklists.templates.name')}
            maxLength={200}
            value={name}
            {...(errors.has('name') ? { error: errors.get('name') as string } : {})}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextAreaField
            label={t('checklists.templates.steps')}
            hint={t('checklists.templates.stepsHint')}
            value={lines}
            onChange={(event) => setLines(event.currentTarget.value)}
          />
          <CheckboxField
            label={t('checklists.templates.inOrder')}
            checked={isInOrder}
            onChange={(event) => setInOrder(event.currentTarget.checked)}
          />
          <CheckboxField
            label={t('checklists.show')}
            checked={isShown}
            onChange={(event) => setShown(event.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  )
}
