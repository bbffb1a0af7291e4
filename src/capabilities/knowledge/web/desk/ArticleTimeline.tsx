import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { type StreamItem, Timeline } from '../../../../web/records/Timeline.tsx'
import { type KnowledgeT, useKnowledgeT } from '../useKnowledgeT.ts'
import { audiences, type TimelineRow, timelineQuery } from './articles.ts'
import styles from './desk.module.css'

const SHOWN_AT_FIRST = 8

const told = [
  'create',
  'edit',
  'restore_version',
  'submit',
  'validate',
  'publish',
  'send_back',
  'unpublish',
  'archive',
  'revive',
  'review',
  'merge_into',
  'redact',
  'comment',
  'flag',
  'answer_flag',
] as const

/** What happened to the article, for those who write; of what was said only that it was. */
export function ArticleTimeline({ id }: { id: string }) {
  const t = useKnowledgeT()
  const [isWhole, setWhole] = useState(false)
  const { data } = useQuery(timelineQuery(id))
  if (!data) return null
  const shown = isWhole ? data.rows : data.rows.slice(0, SHOWN_AT_FIRST)
  const hidden_count = data.rows.length - shown.length
  return (
    <section className={styles.timeline} aria-labelledby="timeline">
      <h2 id="timeline">{t('knowledge.timeline.title')}</h2>
      {hidden_count > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => setWhole(true)}>
          {t('knowledge.timeline.earlier', { count: hidden_count })}
        </Button>
      )}
      <Timeline
        items={[...shown].reverse().map((row) => itemOf(id, row, t))}
        label={t('knowledge.timeline.title')}
      />
    </section>
  )
}

function itemOf(id: string, row: TimelineRow, t: KnowledgeT): StreamItem {
  const { version } = row
  return {
    type: 'event',
    id: `${row.action} ${row.id}`,
    at: row.at,
    sentence: sentenceOf(row, t),
    ...(version === null
      ? {}
      : {
          detail: (
            <AppLink href={`/desk/knowledge/${id}/versions?from=${Math.max(1, version - 1)}&to=${version}`}>
              {t('knowledge.version.n', { n: version })}
            </AppLink>
          ),
        }),
  }
}

function sentenceOf({ action, actor, version, from, audience }: TimelineRow, t: KnowledgeT): string {
  const who = actor?.name ?? t('knowledge.timeline.nobody')
  const verb = told.find((each) => `knowledge.${each}` === action)
  if (verb === undefined)
    return t(`knowledge.timeline.did.${action.startsWith('restriction.') ? 'restrict' : 'other'}`, { who })
  if (verb === 'edit' && version === null) return t('knowledge.timeline.did.beside', { who })
  const readers = audiences.find((each) => each === audience)
  return t(`knowledge.timeline.did.${verb}`, {
    who,
    n: from ?? 0,
    readers: readers ? t(`knowledge.audience.${readers}`) : '',
  })
}
