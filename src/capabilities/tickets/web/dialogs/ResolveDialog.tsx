import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { ChoiceField, SelectField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import styles from './dialogs.module.css'

export const resolutionCodes = [
  'fixed',
  'workaround',
  'answered',
  'taught',
  'duplicate',
  'no_fault',
  'declined',
] as const
export type Code = (typeof resolutionCodes)[number]
const templates = ['config', 'hardware', 'software', 'network', 'access', 'knowledge'] as const

type ResolveDialogProps = {
  title: string
  /** Articles that were put to use on the ticket, or may answer it: one may have solved it, others did not help. */
  articles?: Articles
  /** `didNotHelp` are articles that were tried in vain, which the move itself does not know. */
  onResolve: (
    input: { code: Code; cause?: string; solved_by_id?: string; open_items_reason?: string },
    didNotHelp: readonly string[],
  ) => Promise<unknown>
  onClose: () => void
}

/** The result as a code, and the cause for those who meet it again. */
export function ResolveDialog({ title, articles = [], onResolve, onClose }: ResolveDialogProps) {
  const t = useTicketsT()
  const [code, setCode] = useState<Code>('fixed')
  const [cause, setCause] = useState('')
  const [solvedBy, setSolvedBy] = useState('')
  const [failed, setFailed] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const others = articles.filter(({ id }) => id !== solvedBy)
  return (
    <FormDialog
      title={title}
      submitLabel={t('tickets.move.resolve')}
      onSubmit={() =>
        onResolve(
          {
            code,
            ...(cause.trim() ? { cause: cause.trim() } : {}),
            ...(solvedBy ? { solved_by_id: solvedBy } : {}),
            ...(reason.trim() ? { open_items_reason: reason.trim() } : {}),
          },
          others.flatMap(({ id }) => (failed.includes(id) ? [id] : [])),
        )
      }
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ChoiceField
            label={t('tickets.dialog.resolveCode')}
            value={code}
            onChange={setCode}
            error={errors.get('code')}
            options={resolutionCodes.map((value) => ({
              value,
              label: t(`tickets.code.${value}`),
              hint: t(`tickets.codeHint.${value}`),
            }))}
          />
          {articles.length > 0 && (
            <SolvedBy
              articles={articles}
              value={solvedBy}
              error={errors.get('solved_by_id')}
              onChange={setSolvedBy}
            />
          )}
          {others.length > 0 && <DidNotHelp articles={others} value={failed} onChange={setFailed} />}
          <TextAreaField
            label={t('tickets.dialog.resolveCause')}
            hint={t('tickets.dialog.causeHint')}
            required={false}
            value={cause}
            error={errors.get('cause')}
            onChange={(event) => setCause(event.currentTarget.value)}
          />
          <CauseTemplates onChoose={(words) => setCause(words + cause)} />
          {(errors.has('open_items_reason') || reason !== '') && (
            <TextAreaField
              label={t('tickets.dialog.openItems')}
              hint={t('tickets.dialog.openItemsHint')}
              value={reason}
              error={errors.get('open_items_reason') ?? ''}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}

type Articles = readonly { id: string; title: string }[]
type SolvedByProps = {
  articles: Articles
  value: string
  error: string | undefined
  onChange: (id: string) => void
}

function SolvedBy({ articles, value, error, onChange }: SolvedByProps) {
  const t = useTicketsT()
  return (
    <SelectField
      label={t('tickets.dialog.solvedBy')}
      hint={t('tickets.dialog.solvedByHint')}
      required={false}
      value={value}
      error={error}
      data={[
        { value: '', label: t('tickets.dialog.solvedByNone') },
        ...articles.map((article) => ({ value: article.id, label: article.title })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type DidNotHelpProps = {
  articles: Articles
  value: string[]
  onChange: (ids: string[]) => void
}

function DidNotHelp({ articles, value, onChange }: DidNotHelpProps) {
  const t = useTicketsT()
  return (
    <Checkbox.Group
      label={t('tickets.dialog.didNotHelp')}
      description={t('tickets.dialog.didNotHelpHint')}
      value={value}
      onChange={onChange}
    >
      <div className={styles.choices}>
        {articles.map(({ id, title }) => (
          <Checkbox key={id} value={id} label={title} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** Beginnings for the cause, so that the same cause is told in the same words. */
function CauseTemplates({ onChoose }: { onChoose: (words: string) => void }) {
  const t = useTicketsT()
  return (
    // biome-ignore lint/a11y/useSemanticElements: A fieldset would need a legend that is drawn inside its border.
    <div className={styles.chips} role="group" aria-label={t('tickets.dialog.causeTemplates')}>
      {templates.map((name) => (
        <Button
          key={name}
          size="compact-sm"
          variant="default"
          onClick={() => onChoose(t(`tickets.dialog.cause.${name}`))}
        >
          {t(`tickets.dialog.causeName.${name}`)}
        </Button>
      ))}
    </div>
  )
}
