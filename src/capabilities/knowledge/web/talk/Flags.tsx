import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useDeed } from '../act.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import type { Flag } from './data.ts'
import styles from './talk.module.css'

/** What readers said is not right, and what was answered. A reader sees her own. */
export function Flags({ id, flags }: { id: string; flags: readonly Flag[] }) {
  const t = useKnowledgeT()
  const [answering, setAnswering] = useState<Flag>()
  if (flags.length === 0) return null
  return (
    <section aria-labelledby="flags" className={styles.part}>
      <h2 id="flags">{t('knowledge.flag.list')}</h2>
      <ul className={styles.list}>
        {flags.map((flag) => (
          <li key={flag.id} className={flag.answered_at ? styles.line : styles.open}>
            <span className={styles.who}>
              <strong>{t(`knowledge.flagReason.${flag.reason}`)}</strong> · {flag.reporter.name} ·{' '}
              <Time at={flag.created_at} /> · {t('knowledge.version.n', { n: flag.version })}
            </span>
            {flag.body && <p className={styles.words}>{flag.body}</p>}
            {flag.answered_at && (
              <p className={styles.words}>
                {t('knowledge.flag.answered', { name: flag.answered_by?.name ?? '' })} {flag.answer}
              </p>
            )}
            {flag.may_answer && (
              <Button size="compact-sm" variant="default" onClick={() => setAnswering(flag)}>
                {t('knowledge.flag.answer')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {answering && <AnswerDialog id={id} flag={answering} onClose={() => setAnswering(undefined)} />}
    </section>
  )
}

function AnswerDialog({ id, flag, onClose }: { id: string; flag: Flag; onClose: () => void }) {
  const t = useKnowledgeT()
  const [answer, setAnswer] = useState('')
  const { run } = useDeed([['record', id], ['articles']])
  const send = () =>
    run(
      () =>
        ask(
          api.POST('/api/articles/{id}/answer-flag', {
            params: { path: { id } },
            body: { flag_id: flag.id, answer: answer.trim() },
          }),
        ),
      t('knowledge.flag.told', { name: flag.reporter.name }),
    )
  return (
    <FormDialog
      title={t('knowledge.flag.answer')}
      submitLabel={t('knowledge.flag.sendAnswer')}
      isReady={answer.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      <TextAreaField
        label={t('knowledge.flag.answerLabel')}
        hint={t('knowledge.flag.answerHint', { name: flag.reporter.name })}
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
