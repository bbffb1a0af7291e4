import { ActionIcon, Button, TagsInput } from '@mantine/core'
import { IconPhone, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { LinksPanel } from '../../../../web/records/LinksPanel.tsx'
import { PanelSection } from '../../../../web/records/PanelSection.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import { queueHref } from '../data/queue.ts'
import type { Ticket } from '../data/ticket.ts'
import type { DialogName } from '../dialogs/TicketDialogs.tsx'
import { StateBadge } from '../look.tsx'
import { type TicketsKey, useTicketsT } from '../useTicketsT.ts'
import { AboutFields } from './AboutFields.tsx'
import { FileLine } from './FileLine.tsx'
import styles from './SidePanel.module.css'
import type { Run } from './useAct.ts'

export type SideProps = {
  ticket: Ticket
  run: Run
  onDialog: (name: DialogName) => void
  /** Puts Markdown into the composer. */
  onInsert: (markdown: string) => void
}

/** Everything about the ticket that is not said in it: the person, the hands, the place, the links. */
export function SidePanel(props: SideProps) {
  const t = useTicketsT()
  return (
    <div className={styles.panel}>
      <Outcome ticket={props.ticket} />
      <PanelSection title={t('tickets.side.people')}>
        <Requester {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.work')}>
        <Work {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.about')}>
        <AboutFields {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.tags')}>
        <Tags {...props} />
      </PanelSection>
      <PanelSection title={t('tickets.side.links')}>
        <Links {...props} />
      </PanelSection>
      <Answers {...props} />
      {props.ticket.hands.length > 0 && (
        <PanelSection title={t('tickets.side.hands')}>
          <Hands ticket={props.ticket} />
        </PanelSection>
      )}
      {props.ticket.files.length > 0 && (
        <PanelSection title={t('tickets.side.files')}>
          <ul className={styles.plain}>
            {props.ticket.files.map((file) => (
              <li key={file.id}>
                <FileLine file={file} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </div>
  )
}

/** When it goes on, or how it ended. */
function Outcome({ ticket }: { ticket: Ticket }) {
  const t = useTicketsT()
  const format = useFormat()
  const isOver = ticket.category === 'done' && ticket.resolution_code !== null
  const lines = [
    ticket.state === 'scheduled' && ticket.resume_at
      ? ([t('tickets.field.resumeAt'), format.exact(ticket.resume_at)] as const)
      : undefined,
    isOver
      ? ([t('tickets.field.code'), t(`tickets.code.${ticket.resolution_code}` as TicketsKey)] as const)
      : undefined,
    isOver && ticket.cause ? ([t('tickets.field.cause'), ticket.cause] as const) : undefined,
    ticket.rating
      ? ([
          t('tickets.field.rating'),
          [t('tickets.side.stars', { count: ticket.rating }), ticket.rating_comment]
            .filter(Boolean)
            .join(': '),
        ] as const)
      : undefined,
  ].filter((line) => line !== undefined)
  if (lines.length === 0) return null
  return (
    <PanelSection title={t('tickets.side.outcome')}>
      <dl className={styles.facts}>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  )
}

function Requester({ ticket }: SideProps) {
  const t = useTicketsT()
  const requester = ticket.people.find((person) => person.id === ticket.requester?.id)
  const reporter = ticket.people.find((person) => person.id === ticket.reported_by_id)
  if (!requester) return <p className={styles.dim}>{t('tickets.nobody')}</p>
  const note = [requester.title, requester.department].filter(Boolean).join(' · ')
  return (
    <>
      <PersonChip name={requester.name} {...(note ? { note } : {})} size="large" />
      {requester.phone && (
        <a className={styles.phone} href={`tel:${requester.phone.replace(/[^\d+]/g, '')}`}>
          <IconPhone size={15} aria-hidden />
          {requester.phone}
        </a>
      )}
      {requester.email && (
        <a className={styles.mail} href={`mailto:${requester.email}`}>
          {requester.email}
        </a>
      )}
      {reporter && reporter.id !== requester.id && (
        <p className={styles.dim}>
          {t('tickets.page.reporter', {
            name: reporter.name,
            channel: t(`tickets.channel.${ticket.channel}` as TicketsKey),
          })}
        </p>
      )}
      <OtherOpen requesterId={requester.id} butId={ticket.id} />
    </>
  )
}

const OTHERS_COUNTED = 50
const OTHERS_SHOWN = 5

/** What else is open for a person: often the same trouble. */
export function OtherOpen({ requesterId, butId }: { requesterId: string; butId?: string }) {
  const t = useTicketsT()
  const { data } = useQuery({
    queryKey: ['tickets', 'of', requesterId],
    queryFn: () =>
      ask(
        api.GET('/api/tickets', {
          params: { query: { view: 'open', requester: requesterId, limit: OTHERS_COUNTED } },
        }),
      ),
  })
  if (!data) return null
  const rows = data.rows.filter((row) => row.id !== butId)
  if (rows.length === 0)
    return <p className={styles.dim}>{t(butId ? 'tickets.side.noOther' : 'tickets.new.theirNone')}</p>
  return (
    <>
      <p className={styles.dim}>
        {t(butId ? 'tickets.side.otherOpen' : 'tickets.new.theirOpen', { count: rows.length })}
      </p>
      <ul className={styles.plain}>
        {rows.slice(0, OTHERS_SHOWN).map((row) => (
          <li key={row.id}>
            <AppLink href={`/desk/tickets/${row.id}`} className={styles.link}>
              <span className="wl-figures">#{row.number}</span> {row.title}
            </AppLink>{' '}
            <StateBadge state={row.state} />
          </li>
        ))}
      </ul>
      {rows.length > OTHERS_SHOWN && (
        <AppLink className={styles.link} href={queueHref({ view: 'open', requester: requesterId })}>
          {t('tickets.side.allOpen')}
        </AppLink>
      )}
    </>
  )
}

function Work({ ticket, run, onDialog }: SideProps) {
  const t = useTicketsT()
  const me = useMe()
  const format = useFormat()
  const isWatching = ticket.watcher_ids.includes(me.person_id)
  const mayAssign = ticket.may.includes('tickets.assign')
  const watch = () => run(isWatching ? 'unwatch' : 'watch', {}, watchOptions(ticket, me.person_id, t))
  return (
    <>
      <div className={styles.pair}>
        <div>
          <span className={styles.dim}>{t('tickets.field.owner')}</span>
          {ticket.owner ? (
            <PersonChip name={ticket.owner.name} />
          ) : (
            <p className={styles.value}>{t('tickets.nobody')}</p>
          )}
          <p className={styles.value}>{ticket.team?.name ?? t('tickets.noTeam')}</p>
        </div>
        {mayAssign && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onDialog('assign')}
            aria-keyshortcuts="a"
          >
            {t('tickets.move.assign')}
          </Button>
        )}
      </div>
      <div className={styles.pair}>
        <span>
          {ticket.watcher_ids.length > 0
            ? t('tickets.side.watchers', { count: ticket.watcher_ids.length })
            : t('tickets.side.noWatchers')}
        </span>
        {ticket.may.includes(isWatching ? 'tickets.unwatch' : 'tickets.watch') && (
          <Button size="compact-sm" variant="default" onClick={() => void watch()} aria-pressed={isWatching}>
            {t(isWatching ? 'tickets.move.unwatch' : 'tickets.move.watch')}
          </Button>
        )}
      </div>
      <div className={styles.pair}>
        <span>
          {ticket.minutes_spent > 0
            ? t('tickets.side.spent', { time: format.duration(ticket.minutes_spent * 60) })
            : t('tickets.side.noneSpent')}
        </span>
        {ticket.may.includes('tickets.log_time') && (
          <Button size="compact-sm" variant="default" onClick={() => onDialog('log_time')}>
            {t('tickets.move.log_time')}
          </Button>
        )}
      </div>
      {ticket.reopened_count > 0 && (
        <p className={styles.dim}>{t('tickets.side.reopened', { count: ticket.reopened_count })}</p>
      )}
    </>
  )
}

/** How watching looks at once, what is said, and how it is taken back. */
export function watchOptions(ticket: Ticket, personId: string, t: ReturnType<typeof useTicketsT>) {
  const isWatching = ticket.watcher_ids.includes(personId)
  return {
    atOnce: (shown: Ticket): Ticket => ({
      ...shown,
      watcher_ids: isWatching
        ? shown.watcher_ids.filter((id) => id !== personId)
        : [...shown.watcher_ids, personId],
      may: shown.may.map((name) =>
        name === (isWatching ? 'tickets.unwatch' : 'tickets.watch')
          ? isWatching
            ? 'tickets.watch'
            : 'tickets.unwatch'
          : name,
      ),
    }),
    said: t(isWatching ? 'tickets.did.unwatch' : 'tickets.did.watch'),
    undo: { verb: isWatching ? ('watch' as const) : ('unwatch' as const), body: {} as never },
  }
}

function Tags({ ticket, run }: SideProps) {
  const t = useTicketsT()
  const mayTag = ticket.may.includes('tickets.tag')
  const [isAdding, setAdding] = useState(false)
  const add = (tags: string[]) => {
    const fresh = tags.map((tag) => tag.trim()).filter((tag) => tag && !ticket.tags.includes(tag))
    setAdding(false)
    if (fresh.length === 0) return
    void run(
      'tag',
      { tags: fresh },
      {
        atOnce: (shown) => ({ ...shown, tags: [...shown.tags, ...fresh] }),
        said: t('tickets.did.tag', { tags: fresh.join(', ') }),
        undo: { verb: 'untag', body: { tags: fresh } as never },
      },
    )
  }
  const remove = (tag: string) =>
    void run(
      'untag',
      { tags: [tag] },
      {
        atOnce: (shown) => ({ ...shown, tags: shown.tags.filter((each) => each !== tag) }),
        said: t('tickets.did.untag', { tags: tag }),
        undo: { verb: 'tag', body: { tags: [tag] } as never },
      },
    )
  return (
    <div className={styles.tags}>
      {ticket.tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          <AppLink href={queueHref({ view: 'all', tag })}>{tag}</AppLink>
          {mayTag && (
            <ActionIcon
              size="xs"
              aria-label={t('tickets.side.removeTag', { tag })}
              onClick={() => remove(tag)}
            >
              <IconX size={12} aria-hidden />
            </ActionIcon>
          )}
        </span>
      ))}
      {isAdding && (
        <TagsInput
          size="xs"
          aria-label={t('tickets.side.addTag')}
          autoFocus
          maxTags={20}
          acceptValueOnBlur
          onChange={add}
          onKeyDown={(event) => event.key === 'Escape' && setAdding(false)}
        />
      )}
      {mayTag && !isAdding && (
        <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
          {t('tickets.side.addTag')}
        </Button>
      )}
    </div>
  )
}

function Links({ ticket, run, onDialog }: SideProps) {
  const t = useTicketsT()
  const links = ticket.links.map((link) => ({
    key: `${link.reads_as} ${link.id}`,
    id: link.id,
    type: link.reads_as,
    words: t(`tickets.linkType.${link.reads_as}` as TicketsKey),
    href: link.kind === 'article' ? `/desk/knowledge/${link.id}` : `/desk/tickets/${link.id}`,
    number: link.number,
    title: link.title,
    isDone: link.category === 'done',
  }))
  return (
    <LinksPanel
      links={links}
      {...(ticket.may.includes('tickets.link') ? { onAdd: () => onDialog('link') } : {})}
      {...(ticket.may.includes('tickets.unlink')
        ? {
            onRemove: (link) =>
              void run(
                'unlink',
                { type: link.type as 'relates_to', to_id: link.id },
                {
                  atOnce: (shown) => ({
                    ...shown,
                    links: shown.links.filter((each) => each.id !== link.id || each.reads_as !== link.type),
                  }),
                  said: t('tickets.did.unlink'),
                  undo: { verb: 'link', body: { type: link.type, to_id: link.id } as never },
                },
              ),
          }
        : {})}
    />
  )
}

/** Articles that match the title and the first message. */
function Answers({ ticket, onInsert }: SideProps) {
  const t = useTicketsT()
  const text = `${ticket.title}\n${ticket.messages[0]?.body ?? ''}`.slice(0, 2000)
  const { data } = useQuery({
    queryKey: ['suggest', text],
    queryFn: () => ask(api.GET('/api/search/suggest', { params: { query: { text } } })),
    staleTime: 300_000,
    retry: false,
  })
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <PanelSection title={t('tickets.side.answers')}>
      <ul className={styles.plain}>
        {rows.map((row) => (
          <li key={row.id} className={styles.answer}>
            <AppLink href={`/desk/knowledge/${row.id}`}>{row.title}</AppLink>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onInsert(`[${row.title}](/answers/${row.id})`)}
            >
              {t('tickets.side.copyAnswer')}
            </Button>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function Hands({ ticket }: { ticket: Ticket }) {
  const t = useTicketsT()
  return (
    <ol className={styles.plain}>
      {ticket.hands.map((hand) => (
        <li key={hand.id}>
          {t('tickets.side.hand', {
            from: hand.from_team ?? t('tickets.noTeam'),
            to: hand.to_team ?? t('tickets.otherTeam'),
          })}{' '}
          <Time at={hand.created_at} className={styles.dim} />
          {hand.reason && <p className={styles.dim}>{hand.reason}</p>}
        </li>
      ))}
    </ol>
  )
}
