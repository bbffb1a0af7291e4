import { Button } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { CheckboxField, TextAreaField } from '../../../../web/kit/fields.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { useDeed } from '../act.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { type Comment, talkQuery } from './data.ts'
import { FlagDialog } from './FlagDialog.tsx'
import { Flags } from './Flags.tsx'
import styles from './talk.module.css'

/** What was said of an article, and the two ways to say something: to other readers, or to who keeps it right. */
export function TalkParts({ id, mayFlag }: { id: string; mayFlag: boolean }) {
  const t = useKnowledgeT()
  const [isFlagging, setFlagging] = useState(false)
  const { data } = useQuery(talkQuery(id))
  if (!data) return null
  return (
    <div className={styles.talk}>
      <Flags id={id} flags={data.flags} />
      <section aria-labelledby="comments" className={styles.part}>
        <h2 id="comments">{t('knowledge.comment.title')}</h2>
        {data.comments.length === 0 && <p className={styles.quiet}>{t('knowledge.comment.none')}</p>}
        <ul className={styles.list}>
          {data.comments.map((comment) => (
            <Line key={comment.id} id={id} comment={comment} />
          ))}
        </ul>
        <WriteComment id={id} />
      </section>
      {mayFlag && (
        <Button
          variant="subtle"
          className={styles.flag}
          leftSection={<IconFlag size={18} aria-hidden />}
          onClick={() => setFlagging(true)}
        >
          {t('knowledge.flag.do')}
        </Button>
      )}
      {isFlagging && <FlagDialog id={id} onClose={() => setFlagging(false)} />}
    </div>
  )
}

function Line({ id, comment }: { id: string; comment: Comment }) {
  const t = useKnowledgeT()
  const { run, isBusy } = useDeed([['record', id, 'talk']])
  const remove = () =>
    run(() =>
      ask(
        api.POST('/api/articles/{id}/remove-comment', {
          params: { path: { id } },
          body: { comment_id: comment.id },
        }),
      ),
    )
  return (
    <li className={comment.is_internal ? styles.inner : styles.line}>
      <span className={styles.who}>
        {comment.author.name} · <Time at={comment.created_at} />
        {comment.purpose === 'sent_back' && ` · ${t('knowledge.comment.sentBack')}`}
        {comment.is_internal && comment.purpose === 'comment' && ` · ${t('knowledge.comment.internal')}`}
      </span>
      {comment.is_removed ? (
        <p className={styles.quiet}>{t('knowledge.comment.removed')}</p>
      ) : (
        <p className={styles.words}>{comment.body}</p>
      )}
      {comment.may_remove && (
        <Button
          size="compact-xs"
          variant="subtle"
          disabled={isBusy}
          aria-label={t('knowledge.comment.removeOf', { name: comment.author.name })}
          onClick={() => void remove()}
        >
          {t('knowledge.comment.remove')}
        </Button>
      )}
    </li>
  )
}

function WriteComment({ id }: { id: string }) {
  const t = useKnowledgeT()
  const isInner = useMay()('knowledge.read_internal')
  const [body, setBody] = useState('')
  const [isInternal, setInternal] = useState(false)
  const { run, isBusy } = useDeed([['record', id, 'talk']])
  const send = async () => {
    const params = { path: { id } }
    const done = await run(() =>
      ask(api.POST('/api/articles/{id}/comment', { params, body: { body, is_internal: isInternal } })),
    )
    if (done) setBody('')
  }
  return (
    <div className={styles.write}>
      <TextAreaField
        label={t('knowledge.comment.label')}
        required={false}
        maxLength={4000}
        minRows={2}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button variant="default" loading={isBusy} disabled={body.trim() === ''} onClick={() => void send()}>
          {t('knowledge.comment.send')}
        </Button>
        {isInner && (
          <CheckboxField
            label={t('knowledge.comment.innerOnly')}
            checked={isInternal}
            onChange={(event) => setInternal(event.currentTarget.checked)}
          />
        )}
      </div>
    </div>
  )
}
