import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core'
import { IconEraser } from '@tabler/icons-react'
import { type MouseEvent, useMemo, useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import {
  filterStream,
  type StreamFilter,
  type StreamItem,
  streamFilters,
  Timeline,
} from '../../../../web/records/Timeline.tsx'
import { useRecordsT } from '../../../../web/records/useRecordsT.ts'
import { useCategories, usePlaces, useTeams } from '../data/directory.ts'
import { type Message, namesIn, type Ticket } from '../data/ticket.ts'
import { filesIn, openFile } from '../data/upload.ts'
import type { Redaction } from '../dialogs/RedactDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'
import { FileLine } from './FileLine.tsx'
import { FoldedWords } from './FoldedWords.tsx'
import styles from './Stream.module.css'
import { type Names, sentencesOf } from './sentences.ts'
import { useSay } from './useSay.ts'

const SHOWN_AT_FIRST = 14

/** The thread and the timeline in one, in the order of time. Of a long one the beginning and the end are shown first. */
export function Stream({ ticket, onRedact }: { ticket: Ticket; onRedact: (redaction: Redaction) => void }) {
  const t = useTicketsT()
  const tr = useRecordsT()
  const [filter, setFilter] = useState<StreamFilter>('all')
  const [isWhole, setWhole] = useState(false)
  const items = useItems(ticket, onRedact)
  const shown = filterStream(items, filter)
  const hidden_count = isWhole ? 0 : Math.max(0, shown.length - SHOWN_AT_FIRST)
  const first = hidden_count > 0 ? shown.slice(0, 1) : []
  const rest = hidden_count > 0 ? shown.slice(hidden_count) : shown
  const filterWords: Record<StreamFilter, string> = {
    all: tr('records.stream.all'),
    messages: tr('records.stream.messages'),
    internal: tr('records.stream.internalOnly'),
    events: tr('records.stream.events'),
  }
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={tr('records.stream.filter')}
          value={filter}
          onChange={(value) => setFilter(value as StreamFilter)}
          data={streamFilters.map((value) => ({ value, label: filterWords[value] }))}
        />
      </div>
      {first.length > 0 && <Timeline items={first} label={t('tickets.page.stream')} />}
      {hidden_count > 1 && (
        <div className={styles.earlier}>
          <Button size="compact-sm" variant="default" onClick={() => setWhole(true)}>
            {t('tickets.page.earlier', { count: hidden_count - 1 })}
          </Button>
        </div>
      )}
      <Timeline items={rest} label={t('tickets.page.stream')} />
    </>
  )
}

function useItems(ticket: Ticket, onRedact: (redaction: Redaction) => void): StreamItem[] {
  const t = useTicketsT()
  const say = useSay()
  const teams = useTeams()
  const categories = useCategories()
  const places = usePlaces()
  return useMemo(() => {
    const named = [...teams, ...categories, ...places].map((each) => [each.id, each.name] as const)
    const names: Names = new Map([...named, ...namesIn(ticket)])
    const messages = ticket.messages.map((message) =>
      messageItem(ticket, message, names, onRedact, t('tickets.system')),
    )
    const hands = [...ticket.hands]
    const events = ticket.events.flatMap((event): StreamItem[] => {
      const isPassing = event.action === 'tickets.escalate' || event.action === 'tickets.hand_back'
      const hand = isPassing ? hands.find((each) => each.created_at === event.at) : undefined
      const why = [
        hand?.reason ? t('tickets.said.because', { reason: hand.reason }) : '',
        hand?.tried ? t('tickets.said.tried', { tried: hand.tried }) : '',
      ].filter(Boolean)
      return sentencesOf(event, names).map((said, index) => ({
        type: 'event',
        id: `${event.id} ${index}`,
        at: event.at,
        sentence: say(said),
        ...(why.length > 0 ? { detail: why.join('\n') } : {}),
      }))
    })
    // What was written and what happened with it carry the same time; the words come first.
    return [...messages, ...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  }, [ticket, teams, categories, places, say, t, onRedact])
}

function messageItem(
  ticket: Ticket,
  message: Message,
  names: Names,
  onRedact: (redaction: Redaction) => void,
  system: string,
): StreamItem {
  const author = message.author_id ? (names.get(message.author_id) ?? system) : system
  const origin = ticket.merged.find((each) => each.id === message.origin_id)
  const requester = origin ? origin.requester : ticket.requester
  const isTheirs = message.author_id === requester?.id || message.author_id === ticket.reported_by_id
  const person = ticket.people.find((each) => each.id === message.author_id)
  const side = message.is_internal ? 'internal' : isTheirs && person?.id === requester?.id ? 'theirs' : 'ours'
  return {
    type: 'message',
    id: message.id,
    at: message.created_at,
    author,
    ...(person?.title ? { authorNote: person.title } : {}),
    side,
    body: (
      <>
        {message.origin_number !== null && <Origin message={message} />}
        <MessageBody message={message} />
      </>
    ),
    below: <MessageFiles ticket={ticket} message={message} />,
    // What was written elsewhere is removed there, and with it here.
    tools: ticket.may.includes('tickets.redact') && message.origin_id === null && (
      <RedactMenu ticket={ticket} message={message} onRedact={onRedact} />
    ),
  }
}

/** Where a message was written that this page shows too. */
function Origin({ message }: { message: Message }) {
  const t = useTicketsT()
  return (
    <p className={styles.origin}>
      <AppLink href={`/desk/tickets/${message.origin_id}`}>
        {t('tickets.page.origin', { number: message.origin_number ?? 0 })}
      </AppLink>
    </p>
  )
}

function MessageBody({ message }: { message: Message }) {
  const t = useTicketsT()
  // A file that is no image has a link that works once; it is made when it is clicked.
  const follow = (event: MouseEvent) => {
    const href = (event.target as Element).closest('a')?.getAttribute('href') ?? ''
    const [id] = filesIn(href)
    if (!id || href.endsWith('/image')) return
    event.preventDefault()
    void openFile(id)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The handler serves the links inside, which are real links.
    // biome-ignore lint/a11y/useKeyWithClickEvents: A link's Enter arrives as a click.
    <div onClick={follow}>
      <FoldedWords source={message.body} headingOffset={3} label={t('tickets.page.quoted')} />
      {message.redacted_at && <p className={styles.mark}>{t('tickets.page.removedMark')}</p>}
    </div>
  )
}

function MessageFiles({ ticket, message }: { ticket: Ticket; message: Message }) {
  const inText = filesIn(message.body)
  const files = ticket.files.filter(
    (file) => file.message_id === message.id && (!file.is_inline || !inText.includes(file.id)),
  )
  if (files.length === 0) return null
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  )
}

type RedactMenuProps = { ticket: Ticket; message: Message; onRedact: (redaction: Redaction) => void }

function RedactMenu({ ticket, message, onRedact }: RedactMenuProps) {
  const t = useTicketsT()
  const [selected, setSelected] = useState('')
  const files = ticket.files.filter((file) => file.message_id === message.id && !file.removed_at)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          size="sm"
          aria-label={t('tickets.redact.menu')}
          title={t('tickets.redact.menu')}
          // The click takes the selection away, so it is read before.
          onPointerDown={() => setSelected(selectionIn(message.id))}
          onFocus={() => setSelected((before) => selectionIn(message.id) || before)}
        >
          <IconEraser size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={selected === ''}
          onClick={() => onRedact({ what: 'text', messageId: message.id, text: selected })}
        >
          {t('tickets.redact.selection')}
        </Menu.Item>
        <Menu.Item onClick={() => onRedact({ what: 'whole', messageId: message.id, text: message.body })}>
          {t('tickets.redact.whole')}
        </Menu.Item>
        {files.map((file) => (
          <Menu.Item
            key={file.id}
            onClick={() =>
              onRedact({ what: 'file', messageId: message.id, fileId: file.id, name: file.name })
            }
          >
            {t('tickets.redact.file', { name: file.name })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The words that are selected within the message; none when the selection reaches beyond it. */
function selectionIn(messageId: string): string {
  const selection = document.getSelection()
  const card = document.querySelector(`[data-message="${messageId}"]`)
  if (!selection || selection.isCollapsed || !card) return ''
  const isInside = card.contains(selection.anchorNode) && card.contains(selection.focusNode)
  return isInside ? selection.toString().trim() : ''
}
