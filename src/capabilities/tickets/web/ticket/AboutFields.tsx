import { ActionIcon, Button, Group } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { Shown } from '../../../../web/records/masks/Shown.tsx'
import { type Choice, useCategories, usePlaces } from '../data/directory.ts'
import type { BodyOf, Ticket } from '../data/ticket.ts'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import { ListPicker, PersonPicker, WorkstationPicker } from './Picker.tsx'
import styles from './SidePanel.module.css'
import type { SideProps } from './SidePanel.tsx'

type Edit = BodyOf<'edit'>
const ticketKinds = ['incident', 'service_request', 'question', 'problem'] as const

/** What the ticket says of itself, each line changed in its place. */
export function AboutFields(props: SideProps) {
  return (
    <dl className={styles.rows}>
      <Sort {...props} />
      <Whereabouts {...props} />
      <Whom {...props} />
    </dl>
  )
}

function useLines(props: SideProps) {
  const t = useTicketsT()
  return (field: TicketsKey, value: string | null, editor: (save: Save) => ReactNode) => (
    <Line key={field} name={t(field)} value={value} {...props} editor={editor} />
  )
}

/** What kind of matter it is, and with which application. */
function Sort(props: SideProps) {
  const t = useTicketsT()
  const { ticket } = props
  const words = useLines(props)
  return (
    <>
      {words('tickets.field.kind', t(`tickets.kind.${ticket.kind}`), (save) => (
        <SelectEdit
          label={t('tickets.field.kind')}
          value={ticket.kind}
          data={ticketKinds.map((kind) => ({ value: kind, label: t(`tickets.kind.${kind}`) }))}
          onSave={(kind) => save({ kind: kind as Ticket['kind'] })}
        />
      ))}
      {words('tickets.field.category_id', ticket.subject, (save) => (
        <CategoryEdit
          value={choiceOf(ticket.category_id, ticket.subject)}
          onSave={(id) => save({ category_id: id })}
        />
      ))}
      {words('tickets.field.application', ticket.application, (save) => (
        <TextEdit
          label={t('tickets.field.application')}
          value={ticket.application}
          onSave={(application) => save({ application })}
        />
      ))}
    </>
  )
}

/** Where it is, on what, under whose login. */
function Whereabouts(props: SideProps) {
  const t = useTicketsT()
  const { ticket } = props
  const words = useLines(props)
  return (
    <>
      {words('tickets.field.place_id', ticket.place, (save) => (
        <PlaceEdit value={choiceOf(ticket.place_id, ticket.place)} onSave={(id) => save({ place_id: id })} />
      ))}
      {words('tickets.field.device', ticket.device, (save) => (
        <TextEdit
          label={t('tickets.field.device')}
          value={ticket.device}
          onSave={(device) => save({ device })}
        />
      ))}
      {words('tickets.field.workstation_id', ticket.workstation, (save) => (
        <WorkstationPicker
          label={t('tickets.field.workstation_id')}
          isLabelHidden
          value={null}
          isClearable
          autoFocus
          placeholder={ticket.workstation ?? ''}
          onChange={(choice) => save({ workstation_id: choice?.id ?? null })}
        />
      ))}
      {words('tickets.field.shared_login', ticket.shared_login, (save) => (
        <TextEdit
          label={t('tickets.field.shared_login')}
          value={ticket.shared_login}
          onSave={(shared_login) => save({ shared_login })}
        />
      ))}
    </>
  )
}

/** Whom it holds up. */
function Whom(props: SideProps) {
  const t = useTicketsT()
  const { ticket } = props
  return useLines(props)('tickets.field.requester', ticket.requester?.name ?? null, (save) => (
    <PersonPicker
      label={t('tickets.field.requester')}
      isLabelHidden
      autoFocus
      value={ticket.requester}
      onChange={(choice) => choice && save({ requester_id: choice.id })}
    />
  ))
}

type Save = (change: Edit) => void

type LineProps = SideProps & { name: string; value: string | null; editor: (save: Save) => ReactNode }

function Line({ name, value, editor, ticket, run }: LineProps) {
  const t = useTicketsT()
  // The ticket as it was when the change began: what others did since is then found out.
  const [seen, setSeen] = useState<Ticket>()
  const mayEdit = ticket.may.includes('tickets.edit')
  if (seen) {
    const save: Save = (change) => {
      setSeen(undefined)
      void run('edit', change, { said: t('tickets.did.edit'), seen })
    }
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Escape comes up from the field inside.
      <div
        className={styles.wide}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setSeen(undefined)
        }}
      >
        <dt>{name}</dt>
        <dd>
          {editor(save)}
          <Button size="compact-xs" variant="subtle" onClick={() => setSeen(undefined)}>
            {t('tickets.side.cancel')}
          </Button>
        </dd>
      </div>
    )
  }
  return (
    <>
      <dt>{name}</dt>
      <dd>{value === null ? t('tickets.none') : <Shown text={value} />}</dd>
      <dd>
        {mayEdit && (
          <ActionIcon
            size="sm"
            aria-label={t('tickets.side.edit', { field: name })}
            onClick={() => setSeen(ticket)}
          >
            <IconPencil size={14} aria-hidden />
          </ActionIcon>
        )}
      </dd>
    </>
  )
}

function choiceOf(id: string | null, name: string | null): Choice | null {
  return id && name ? { id, name } : null
}

function CategoryEdit({ value, onSave }: { value: Choice | null; onSave: (id: string | null) => void }) {
  const t = useTicketsT()
  const choices = useCategories()
  return (
    <ListPicker
      label={t('tickets.field.category_id')}
      isLabelHidden
      isClearable
      autoFocus
      choices={choices}
      value={value}
      onChange={(choice) => onSave(choice?.id ?? null)}
    />
  )
}

function PlaceEdit({ value, onSave }: { value: Choice | null; onSave: (id: string | null) => void }) {
  const t = useTicketsT()
  const choices = usePlaces()
  return (
    <ListPicker
      label={t('tickets.field.place_id')}
      isLabelHidden
      isClearable
      autoFocus
      choices={choices}
      value={value}
      onChange={(choice) => onSave(choice?.id ?? null)}
    />
  )
}

function SelectEdit(props: {
  label: string
  value: string
  data: { value: string; label: string }[]
  onSave: (value: string) => void
}) {
  return (
    <SelectField
      label={props.label}
      autoFocus
      value={props.value}
      data={props.data}
      onChange={(event) => props.onSave(event.currentTarget.value)}
    />
  )
}

function TextEdit(props: { label: string; value: string | null; onSave: (value: string | null) => void }) {
  const t = useTicketsT()
  const [text, setText] = useState(props.value ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        props.onSave(text.trim() || null)
      }}
    >
      <Group gap="xs" align="end" wrap="nowrap">
        <TextField
          label={props.label}
          autoFocus
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" variant="default">
          {t('tickets.side.save')}
        </Button>
      </Group>
    </form>
  )
}
