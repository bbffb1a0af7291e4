import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { PanelSection } from '../../../web/records/PanelSection.tsx'
import { type Packet, packetQuery } from './data.ts'
import styles from './escalation.module.css'
import { useEscalationT } from './useEscalationT.ts'

/** Of a ticket that was passed on: what was tried, who had it and why, the articles and files that go with it. */
export function PacketPart({ id, version }: { id: string; version: number }) {
  const t = useEscalationT()
  const { data, refetch } = useQuery(packetQuery(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: A new version of the ticket may have passed it on.
  useEffect(() => void refetch(), [version, refetch])
  const [last, ...earlier] = data?.passes ?? []
  if (!data || !last) return null
  return (
    <PanelSection title={t('escalation.packet.title')}>
      <div className={styles.packet}>
        {data.bounces > 0 && (
          <StatusBadge tone="warning" label={t('escalation.packet.bounces', { count: data.bounces })} />
        )}
        <Pass pass={last} />
        <Notes notes={data.notes} isOpen={last.tried === ''} />
        {earlier.length > 0 && (
          <details>
            <summary>{t('escalation.packet.earlier', { count: earlier.length })}</summary>
            <ol className={styles.spans}>
              {earlier.map((pass) => (
                <li key={pass.id}>
                  <Pass pass={pass} />
                </li>
              ))}
            </ol>
          </details>
        )}
        <Articles articles={data.articles} />
        <Owners owners={data.owners} />
        <Files files={data.files} />
      </div>
    </PanelSection>
  )
}

function Pass({ pass }: { pass: Packet['passes'][number] }) {
  const t = useEscalationT()
  const teams = {
    from: pass.from_team ?? t('escalation.packet.nobody'),
    to: pass.to_team ?? t('escalation.packet.otherTeam'),
  }
  return (
    <div>
      <p className={styles.packetHead}>
        <strong>
          {t(pass.direction === 'back' ? 'escalation.packet.back' : 'escalation.packet.from', teams)}
        </strong>{' '}
        <span className={styles.packetBy}>
          {pass.by && `${t('escalation.packet.by', { name: pass.by.name })} `}
          <Time at={pass.created_at} />
        </span>
      </p>
      {pass.reason && <p className={styles.packetWords}>{pass.reason}</p>}
      {pass.tried && (
        <>
          <p className={styles.small}>{t('escalation.packet.tried')}</p>
          <p className={styles.packetWords}>{pass.tried}</p>
        </>
      )}
    </div>
  )
}

/** What the notes say; at once where whoever passed it on wrote nothing, as ladders do. */
function Notes({ notes, isOpen }: { notes: Packet['notes']; isOpen: boolean }) {
  const t = useEscalationT()
  if (notes.length === 0) return null
  return (
    <details open={isOpen}>
      <summary>{t('escalation.packet.notes')}</summary>
      <ul className={styles.spans}>
        {notes.map((note) => (
          <li key={note.id}>
            <span className={styles.packetBy}>
              {note.by?.name} <Time at={note.created_at} />
            </span>
            <p className={styles.packetWords}>{note.body}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Articles({ articles }: { articles: Packet['articles'] }) {
  const t = useEscalationT()
  if (articles.length === 0) return null
  return (
    <div>
      <p className={styles.small}>{t('escalation.packet.articles')}</p>
      <ul className={styles.packetList}>
        {articles.map(({ id, title, is_linked }) => (
          <li key={id}>
            <AppLink className={styles.link} href={`/desk/knowledge/${id}`}>
              {title}
            </AppLink>{' '}
            <span className={styles.small}>
              {t(is_linked ? 'escalation.packet.linked' : 'escalation.packet.mentioned')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Owners({ owners }: { owners: Packet['owners'] }) {
  const t = useEscalationT()
  if (owners.length === 0) return null
  return (
    <div>
      <p className={styles.small}>{t('escalation.packet.owners')}</p>
      <ul className={styles.packetList}>
        {owners.map(({ person, from, to }) => (
          <li key={`${person.id} ${from}`}>
            {person.name}{' '}
            <span className={styles.small}>
              <Time at={to} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Their links work once, so each is made when it is wanted. */
function Files({ files }: { files: Packet['files'] }) {
  const t = useEscalationT()
  const format = useFormat()
  if (files.length === 0) return null
  const open = async (id: string) => {
    const { url } = await ask(api.GET('/api/attachments/{id}', { params: { path: { id } } }))
    window.location.assign(url)
  }
  return (
    <div>
      <p className={styles.small}>{t('escalation.packet.files', { count: files.length })}</p>
      <ul className={styles.packetList}>
        {files.map(({ id, name, size_bytes }) => (
          <li key={id}>
            <Button size="compact-sm" variant="default" onClick={() => void open(id)}>
              {name} ({format.fileSize(size_bytes)})
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
