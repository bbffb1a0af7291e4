import { Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { api, ask, idempotencyKey, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { MarkdownEditor } from '../../../web/kit/editor/MarkdownEditor.tsx'
import { ChoiceField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMe } from '../../../web/shell/session.ts'
import { useCategories, usePlaces, useTeams } from './data/directory.ts'
import { filesIn, uploadFile } from './data/upload.ts'
import { findRecords } from './dialogs/LinkDialog.tsx'
import { levels, PriorityMark } from './look.tsx'
import styles from './NewTicketPage.module.css'
import { bodyOf, type Draft, emptyDraft, useNewDraft } from './new/draft.ts'
import { ListPicker, PersonPicker, WorkstationPicker } from './ticket/Picker.tsx'
import { OtherOpen } from './ticket/SidePanel.tsx'
import { useTicketsT } from './useTicketsT.ts'

const kinds = ['incident', 'service_request', 'question'] as const
const channels = ['phone', 'walk_up', 'mail', 'portal'] as const

type Set = <K extends keyof Draft>(key: K, value: Draft[K]) => void
type Errors = ReadonlyMap<string, string>

/** For somebody who is on the phone: everything on one page, by keyboard, in the order in which one asks. */
export function Page() {
  const t = useTicketsT()
  const router = useRouter()
  const { draft, set, clear } = useNewDraft()
  const [problem, setProblem] = useState<ProblemError>()
  const [isBusy, setBusy] = useState(false)
  const key = useRef(idempotencyKey())
  const form = useRef<HTMLFormElement>(null)

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await ask(
        api.POST('/api/tickets', {
          body: bodyOf(draft, filesIn(draft.body)),
          params: { header: { 'idempotency-key': key.current } },
        }),
      )
      clear()
      key.current = idempotencyKey()
      toast.show(t('tickets.new.filed', { number: answer.number }), 'success')
      router.history.push(`/desk/tickets/${answer.id}`)
    } catch (error) {
      // Another text under the same key would be refused, so a mended form takes a new one.
      key.current = idempotencyKey()
      setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
      form.current?.scrollIntoView({ block: 'start' })
    } finally {
      setBusy(false)
    }
  }
  const errors: Errors = problem?.fields ?? new Map()
  const isReady = draft.title.trim() !== '' && draft.body.trim() !== ''
  return (
    <div className={styles.page}>
      <PageHeader title={t('tickets.new.title')} note={t('tickets.new.kept')} />
      {problem && <ErrorState problem={problem} />}
      <form
        ref={form}
        className={styles.form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) void submit(event)
        }}
      >
        <Part title={t('tickets.new.who')}>
          <Who draft={draft} set={set} errors={errors} />
        </Part>
        <Part title={t('tickets.new.what')}>
          <What draft={draft} set={set} errors={errors} onSubmit={() => isReady && void submit()} />
        </Part>
        <Part title={t('tickets.new.where')}>
          <Where draft={draft} set={set} errors={errors} />
        </Part>
        <Part title={t('tickets.new.handling')}>
          <Handling draft={draft} set={set} errors={errors} />
        </Part>
        <Group>
          <Button type="submit" size="md" loading={isBusy} disabled={!isReady}>
            {t('tickets.new.submit')}
          </Button>
          <span className={styles.becomes}>
            {t('tickets.field.priority')} <PriorityMark priority={priorityOf(draft)} />
          </span>
          {JSON.stringify(draft) !== JSON.stringify(emptyDraft) && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {t('tickets.new.another')}
            </Button>
          )}
        </Group>
      </form>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}

type PartProps = { draft: Draft; set: Set; errors: Errors }

function Who({ draft, set, errors }: PartProps) {
  const t = useTicketsT()
  return (
    <>
      <PersonPicker
        label={t('tickets.new.person')}
        hint={t('tickets.new.whoHint')}
        value={draft.requester}
        error={errors.get('requester_id')}
        onChange={(choice) => set('requester', choice)}
        isClearable
        autoFocus={draft.requester === null}
      />
      <SelectField
        label={t('tickets.new.channel')}
        value={draft.channel}
        data={channels.map((value) => ({ value, label: t(`tickets.channel.${value}`) }))}
        onChange={(event) => set('channel', event.currentTarget.value as Draft['channel'])}
      />
      {draft.requester && (
        <div className={styles.wide}>
          <OtherOpen requesterId={draft.requester.id} />
        </div>
      )}
    </>
  )
}

function What({ draft, set, errors, onSubmit }: PartProps & { onSubmit: () => void }) {
  const t = useTicketsT()
  return (
    <>
      <div className={styles.wide}>
        <TextField
          label={t('tickets.new.titleField')}
          value={draft.title}
          maxLength={500}
          error={errors.get('title')}
          onChange={(event) => set('title', event.currentTarget.value)}
        />
        <Similar title={draft.title} />
      </div>
      <div className={styles.wide}>
        <MarkdownEditor
          label={t('tickets.new.body')}
          hint={t('tickets.new.bodyHint')}
          value={draft.body}
          onChange={(body) => set('body', body)}
          onSubmit={onSubmit}
          onUpload={uploadFile}
          lines_min={5}
          {...(errors.get('body') ? { error: errors.get('body') as string } : {})}
        />
      </div>
      <SelectField
        label={t('tickets.field.kind')}
        value={draft.kind}
        data={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
        onChange={(event) => set('kind', event.currentTarget.value as Draft['kind'])}
      />
      <CategoryField draft={draft} set={set} errors={errors} />
      <ChoiceField
        label={t('tickets.new.impactQuestion')}
        value={String(draft.impact)}
        onChange={(value) => set('impact', Number(value))}
        options={levels.map((level) => ({ value: String(level), label: t(`tickets.new.impact.${level}`) }))}
      />
      <ChoiceField
        label={t('tickets.new.urgencyQuestion')}
        value={String(draft.urgency)}
        onChange={(value) => set('urgency', Number(value))}
        options={levels.map((level) => ({ value: String(level), label: t(`tickets.new.urgency.${level}`) }))}
      />
    </>
  )
}

function CategoryField({ draft, set, errors }: PartProps) {
  const t = useTicketsT()
  const categories = useCategories()
  return (
    <ListPicker
      label={t('tickets.field.category_id')}
      value={draft.category}
      error={errors.get('category_id')}
      choices={categories}
      onChange={(choice) => set('category', choice)}
      isClearable
    />
  )
}

const SIMILAR_MS = 350

/** Open tickets and answers that look like what is being typed, so that nothing is filed twice. */
function Similar({ title }: { title: string }) {
  const t = useTicketsT()
  const [words] = useDebouncedValue(title.trim(), SIMILAR_MS)
  const { data } = useQuery({
    queryKey: ['similar', words],
    enabled: words.length >= 8,
    placeholderData: (before) => before,
    retry: false,
    queryFn: async () => {
      const [tickets, answers] = await Promise.all([
        findRecords(words, 'ticket').catch(() => []),
        ask(api.GET('/api/search/suggest', { params: { query: { text: words } } })).catch(() => ({
          rows: [],
        })),
      ])
      return { tickets: tickets.slice(0, 4), answers: answers.rows.slice(0, 3) }
    },
  })
  if (words.length < 8 || !data || data.tickets.length + data.answers.length === 0) return null
  return (
    <div className={styles.similar} role="status">
      {data.tickets.length > 0 && (
        <>
          <p className={styles.similarTitle}>{t('tickets.new.similar')}</p>
          <ul>
            {data.tickets.map((ticket) => (
              <li key={ticket.id}>
                <AppLink href={`/desk/tickets/${ticket.id}`} target="_blank">
                  {ticket.name}
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
      {data.answers.length > 0 && (
        <>
          <p className={styles.similarTitle}>{t('tickets.new.answers')}</p>
          <ul>
            {data.answers.map((answer) => (
              <li key={answer.id}>
                <AppLink href={`/desk/knowledge/${answer.id}`} target="_blank">
                  {answer.title}
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Where({ draft, set, errors }: PartProps) {
  const t = useTicketsT()
  const places = usePlaces()
  const text = (
    key: 'application' | 'device' | 'sharedLogin',
    label: string,
    pointer: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      required={false}
      maxLength={key === 'sharedLogin' ? 100 : 200}
      value={draft[key]}
      error={errors.get(pointer)}
      onChange={(event) => set(key, event.currentTarget.value)}
      {...(hint ? { hint } : {})}
    />
  )
  return (
    <>
      {text('application', t('tickets.field.application'), 'application')}
      <ListPicker
        label={t('tickets.field.place_id')}
        value={draft.place}
        error={errors.get('place_id')}
        choices={places}
        onChange={(choice) => set('place', choice)}
        isClearable
      />
      {text('device', t('tickets.field.device'), 'device')}
      <WorkstationPicker
        label={t('tickets.field.workstation_id')}
        value={draft.workstation}
        error={errors.get('workstation_id')}
        onChange={(choice) => set('workstation', choice)}
        isClearable
      />
      {text('sharedLogin', t('tickets.new.sharedLogin'), 'shared_login', t('tickets.new.sharedLoginHint'))}
    </>
  )
}

function Handling({ draft, set, errors }: PartProps) {
  const t = useTicketsT()
  const me = useMe()
  const teams = useTeams()
  return (
    <>
      <ListPicker
        label={t('tickets.field.team')}
        value={draft.team}
        error={errors.get('team_id')}
        choices={teams}
        onChange={(choice) => set('team', choice)}
        isClearable
      />
      <PersonPicker
        label={t('tickets.field.owner')}
        value={draft.owner}
        error={errors.get('owner_id')}
        first={[{ id: me.person_id, name: me.name, note: t('tickets.dialog.assignMe') }]}
        onChange={(choice) => set('owner', choice)}
        isClearable
        {...(draft.team ? { teamId: draft.team.id } : {})}
      />
    </>
  )
}

/** What the server will make of both answers; it decides. */
function priorityOf({ impact, urgency }: Draft): number {
  return Math.min(4, Math.max(1, Math.ceil((impact + urgency) / 2)))
}
