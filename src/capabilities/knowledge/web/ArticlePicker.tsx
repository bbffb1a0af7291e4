import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { Markdown } from '../../../web/kit/Markdown.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { articleQuery } from './answers/library.ts'
import { findAnswers, useSettled } from './answers.ts'
import styles from './desk/desk.module.css'
import { AudienceBadge } from './desk/look.tsx'
import { linkTo, stepsOf } from './steps.ts'
import { useKnowledgeT } from './useKnowledgeT.ts'

const FOUND_MAX = 20

export type ArticlePickerProps = {
  /** What the ticket is about, to begin the search with. */
  words?: string
  /** Puts a link to the article, its steps or its whole text, as Markdown, into the answer. */
  onInsert: (markdown: string, article: { id: string; title: string }) => void
  /** Colleagues alone read what is written, so that an inner article may be named in it. */
  isForColleagues?: boolean
  /** With it, the article can be named as what solved this ticket. */
  ticketId?: string
  /** Called after any of these, to close what the picker stands in. */
  onDone?: () => void
}

/** Finds a published article, shows it, and puts it to use in an answer. It may stand in a dialog or a panel. */
export function ArticlePicker({ words = '', ...rest }: ArticlePickerProps) {
  const t = useKnowledgeT()
  const [typed, setTyped] = useState(words)
  const [picked, setPicked] = useState<string>()
  const q = useSettled(typed.trim())
  const found = useQuery({
    queryKey: ['answers', 'picker', q],
    queryFn: () => findAnswers(q, FOUND_MAX),
    enabled: q !== '',
    placeholderData: (before) => before,
  })
  const rows = q === '' ? [] : (found.data ?? [])
  const shown = picked ?? rows[0]?.id
  const box = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      // The first thing to do with the article that is shown; which one it is depends on who will read it.
      box.current?.querySelector<HTMLButtonElement>('[data-use]:not(:disabled)')?.click()
      return
    }
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || rows.length === 0) return
    event.preventDefault()
    const at = rows.findIndex((row) => row.id === shown)
    setPicked(rows[(at + by + rows.length) % rows.length]?.id)
  }
  return (
    <div className={styles.picker} ref={box}>
      <TextInput
        label={t('knowledge.picker.search')}
        description={t('knowledge.picker.keys')}
        type="search"
        onKeyDown={onKeyDown}
        data-autofocus
        autoFocus
        // The ticket's words are a beginning: whoever types instead takes their place.
        onFocus={(event) => {
          if (typed === words) event.currentTarget.select()
        }}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setPicked(undefined)
        }}
      />
      <p role="status" className={styles.quiet}>
        {q !== '' && !found.isPending ? t('knowledge.answers.found', { count: rows.length }) : ''}
      </p>
      <div className={styles.pickerSides}>
        <ul className={styles.pickerList} aria-label={t('knowledge.answers.foundTitle')}>
          {rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className={styles.pick}
                aria-pressed={row.id === shown}
                onClick={() => setPicked(row.id)}
              >
                {row.title.text}
              </button>
            </li>
          ))}
        </ul>
        {shown && <Picked key={shown} id={shown} {...rest} />}
      </div>
    </div>
  )
}

function Picked({ id, ticketId, onInsert, onDone, isForColleagues }: ArticlePickerProps & { id: string }) {
  const t = useKnowledgeT()
  const queries = useQueryClient()
  const article = useQuery(articleQuery(id))
  if (!article.data) return <TextSkeleton />
  const { title, body, audience, shown_to } = article.data
  const solve = async () => {
    try {
      const params = { path: { id: ticketId ?? '' } }
      await ask(api.POST('/api/tickets/{id}/link', { params, body: { type: 'solved_by', to_id: id } }))
      toast.show(t('knowledge.picker.linked'), 'success')
      await queries.invalidateQueries({ queryKey: ['record', ticketId] })
      onDone?.()
    } catch (error) {
      toast.show(
        error instanceof ProblemError ? (error.detail ?? error.title) : t('knowledge.network'),
        'danger',
      )
    }
  }
  const insert = (markdown: string) => {
    onInsert(markdown, { id, title })
    onDone?.()
  }
  // What the department alone reads goes into no public reply, neither as a link nor as words.
  const isKept = shown_to !== 'staff' && shown_to !== 'public' && !isForColleagues
  return (
    <section className={styles.form} aria-label={title}>
      <div className={styles.badges}>
        <strong>{title}</strong>
        <AudienceBadge audience={audience} />
      </div>
      {isKept && <p className={styles.warning}>{t('knowledge.picker.internal')}</p>}
      <div className={styles.row}>
        <Button data-use onClick={() => insert(linkTo({ id, title }))} disabled={isKept}>
          {t('knowledge.picker.link')}
        </Button>
        <Button data-use variant="default" onClick={() => insert(stepsOf(body))} disabled={isKept}>
          {t('knowledge.picker.steps')}
        </Button>
        <Button variant="default" onClick={() => insert(body.trim())} disabled={isKept}>
          {t('knowledge.picker.text')}
        </Button>
        {ticketId && (
          <Button variant="default" onClick={solve}>
            {t('knowledge.picker.solved')}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it. */}
      <section className={styles.pickerText} tabIndex={0} aria-label={t('knowledge.picker.preview')}>
        <Markdown source={body} headingOffset={2} />
      </section>
    </section>
  )
}
