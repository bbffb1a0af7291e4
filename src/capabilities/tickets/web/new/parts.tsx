import { TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { MarkdownEditor } from '../../../../web/kit/editor/MarkdownEditor.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import { WritingHint } from '../../../privacy/web/index.ts'
import { AskFields, Outcome } from '../../priority/web/AskFields.tsx'
import { givenTo, questionsOf, useAsked, weighQuery } from '../../priority/web/asked.ts'
import { useCategories, usePlaces, useTeams } from '../data/directory.ts'
import { uploadFile } from '../data/upload.ts'
import styles from '../NewTicketPage.module.css'
import { ListPicker, PersonPicker, WorkstationPicker } from '../ticket/Picker.tsx'
import { OtherOpen } from '../ticket/RequesterPart.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import { answersOf, type Draft } from './draft.ts'
import { Similar } from './Similar.tsx'

const kinds = ['incident', 'service_request', 'question'] as const
const channels = ['phone', 'walk_up', 'mail', 'portal'] as const

const TYPED_MS = 350

type SetField = <K extends keyof Draft>(key: K, value: Draft[K]) => void
type PartProps = { draft: Draft; set: SetField; errors: ReadonlyMap<string, string> }

/** Whom it is about, and her open tickets first: most calls are about one of them. */
export function Who({ draft, set, errors }: PartProps) {
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

/** What happened, and how much it holds up. */
export function What({
  draft,
  set,
  errors,
  onSubmit,
  hasSimilar,
}: PartProps & {
  onSubmit: () => void
  /** False where similar tickets stand elsewhere. */
  hasSimilar?: boolean
}) {
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
        <WritingHint text={draft.title} onChange={(title) => set('title', title)} />
        <Similar
          title={draft.title}
          body={draft.body}
          {...(hasSimilar === undefined ? {} : { hasTickets: hasSimilar })}
        />
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
        <WritingHint text={draft.body} onChange={(body) => set('body', body)} />
      </div>
      <SelectField
        label={t('tickets.field.kind')}
        value={draft.kind}
        data={kinds.map((value) => ({ value, label: t(`tickets.kind.${value}`) }))}
        onChange={(event) => set('kind', event.currentTarget.value as Draft['kind'])}
      />
      <CategoryField draft={draft} set={set} errors={errors} />
      <Weight draft={draft} set={set} errors={errors} />
    </>
  )
}

/** What the priority follows from, asked as the category wants it. */
function Weight({ draft, set }: PartProps) {
  const t = useTicketsT()
  const asked = useAsked()
  const questions = questionsOf(asked, draft.category?.id)
  const answers = answersOf(draft, asked)
  // Typed letter by letter; only the whole name is weighed.
  const [application] = useDebouncedValue(draft.application.trim(), TYPED_MS)
  const about = Object.entries({
    category_id: draft.category?.id,
    place_id: draft.place?.id,
    workstation_id: draft.workstation?.id,
    application,
  }).filter(([, value]) => value)
  const weighed = useQuery(
    weighQuery(asked?.version, answers?.given ?? {}, answers ? Object.fromEntries(about) : {}),
  ).data
  return (
    <fieldset className={styles.weight}>
      <legend>{t('tickets.new.weight')}</legend>
      <div className={styles.fields}>
        <AskFields
          questions={questions}
          given={givenTo(questions, draft.answers)}
          onChange={(given) => set('answers', given)}
        />
      </div>
      <Outcome weighed={weighed} />
    </fieldset>
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

/** Where, with what, and under whose login. */
export function Where({ draft, set, errors }: PartProps) {
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

/** Who takes it. */
export function Handling({ draft, set, errors }: PartProps) {
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
      {draft.tags.length > 0 && (
        <TagsInput
          label={t('tickets.side.tags')}
          maxTags={20}
          maxLength={60}
          value={draft.tags}
          onChange={(tags) => set('tags', tags)}
        />
      )}
    </>
  )
}
