import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { CheckboxField, ChoiceField, TextAreaField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { type Level, type Named, previewQuery, type Shown, useAskAgain } from './data.ts'
import { Picked } from './Pickers.tsx'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

const levels = ['normal', 'team', 'listed', 'security'] as const
type Choice = (typeof levels)[number]
const rank = { normal: 0, team: 1, listed: 2, security: 3 }
const levelOf = (choice: Choice): Level => (choice === 'normal' ? null : choice)
const names_shown = 8

/** Who sees the record from now on; before it is done the dialog says who would not see it any more. */
export function RestrictDialog({ id, shown, onClose }: { id: string; shown: Shown; onClose: () => void }) {
  const t = useRestrictionT()
  const askAgain = useAskAgain(id)
  const now: Choice = shown.level ?? 'normal'
  const [choice, setChoice] = useState<Choice>(now)
  const named = shown.admissions.filter(({ way, is_open }) => way === 'named' && is_open)
  const [people, setPeople] = useState<Named[]>(named.flatMap(({ person }) => person ?? []))
  const [teams, setTeams] = useState<Named[]>(named.flatMap(({ team }) => team ?? []))
  const [reason, setReason] = useState('')
  const [accepts, setAccepts] = useState(false)
  const isList = choice === 'listed'
  const list = isList ? { people: people.map((each) => each.id), teams: teams.map((each) => each.id) } : none
  const isChanged = choice !== now || isList
  const { data: preview } = useQuery({
    ...previewQuery(id, { level: levelOf(choice), ...list }),
    enabled: isChanged && (!isList || people.length + teams.length > 0),
  })
  const isLower = rank[choice] < rank[now]
  const submit = async () => {
    const body = { ...(isList ? list : {}), ...(accepts ? { accepts_losing: true } : {}) }
    await send(id, { level: levelOf(choice), ...body }, reason.trim())
    toast.show(t(choice === 'normal' ? 'restriction.dialog.lifted' : 'restriction.dialog.done'), 'success')
    await askAgain()
  }
  const offered = levels.filter((each) => each !== 'security' || shown.may_set_security)
  return (
    <FormDialog
      title={t('restriction.dialog.title')}
      submitLabel={t('restriction.dialog.save')}
      isReady={isChanged && (!isLower || reason.trim() !== '')}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <ChoiceField
            label={t('restriction.dialog.level')}
            value={choice}
            options={offered.map((value) => ({ value, label: t(`restriction.level.${value}`) }))}
            onChange={setChoice}
          />
          {isList && (
            <Picked
              people={people}
              teams={teams}
              error={errors.get('people')}
              onPeople={setPeople}
              onTeams={setTeams}
            />
          )}
          <Reason isNeeded={isLower} value={reason} error={errors.get('reason')} onChange={setReason} />
          {isChanged && preview && <Preview {...preview} />}
          {preview?.loses_oneself && (
            <CheckboxField
              label={t('restriction.dialog.accepts')}
              checked={accepts}
              onChange={(event) => setAccepts(event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}

const none: { people: string[]; teams: string[] } = { people: [], teams: [] }

type PreviewProps = { keep: number; lose: number; losers: readonly Named[] }

function Preview({ keep, lose, losers }: PreviewProps) {
  const t = useRestrictionT()
  const names = losers.slice(0, names_shown).map(({ name }) => name)
  const more = lose - names.length
  return (
    <div className={styles.preview} role="status">
      <p>{t('restriction.dialog.keep', { count: keep })}</p>
      <p>{lose === 0 ? t('restriction.dialog.loseNobody') : t('restriction.dialog.lose', { count: lose })}</p>
      {names.length > 0 && (
        <p className={styles.dim}>
          {(more > 0 ? [...names, t('restriction.dialog.more', { count: more })] : names).join(', ')}
        </p>
      )}
    </div>
  )
}

type ReasonProps = {
  isNeeded: boolean
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

function Reason({ isNeeded, value, error, onChange }: ReasonProps) {
  const t = useRestrictionT()
  return (
    <TextAreaField
      label={t(isNeeded ? 'restriction.dialog.reasonNeeded' : 'restriction.dialog.reason')}
      hint={t('restriction.dialog.reasonHint')}
      maxLength={500}
      value={value}
      {...(error ? { error } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type Body = { level: Level; people?: string[]; teams?: string[]; accepts_losing?: boolean }

function send(id: string, fields: Body, reason: string) {
  const body = { ...fields, ...(reason === '' ? {} : { reason }) }
  return ask(api.POST('/api/restricted-records/{id}/restrict', { params: { path: { id } }, body }))
}
