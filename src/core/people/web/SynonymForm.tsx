import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, idempotencyKey } from '../../../web/api/client.ts'
import { TextAreaField } from '../../../web/kit/fields.tsx'
import { FormDialog } from './FormDialog.tsx'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

type SynonymFormProps = { id?: string; words: readonly string[]; onClose: () => void }

/** The words of one group, one a line; what is wrong with a word is said with the word. */
export function SynonymForm({ id, words, onClose }: SynonymFormProps) {
  const t = useOrganizationT()
  const queries = useQueryClient()
  const [text, setText] = useState(words.join('\n'))
  const [key] = useState(idempotencyKey)
  const [sent, setSent] = useState<readonly string[]>([])
  const isReplacing = id === undefined && words.length > 0
  const lines = text.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []))
  const send = async () => {
    setSent(lines)
    const body = { words: lines }
    if (id === undefined) await ask(api.POST('/api/synonyms', { body, headers: { 'idempotency-key': key } }))
    else await ask(api.PATCH('/api/synonyms/{id}', { params: { path: { id } }, body }))
    await queries.invalidateQueries({ queryKey: ['synonyms'] })
  }
  const problemOf = (errors: ReadonlyMap<string, string>) =>
    [...errors]
      .map(([pointer, problem]) => {
        const word = sent[Number(pointer.replace(/^words\//, ''))]
        return word === undefined ? problem : t('organization.synonyms.wordIs', { word, problem })
      })
      .join(' ')
  const title = id === undefined ? (isReplacing ? 'replaceTitle' : 'add') : 'editTitle'
  return (
    <FormDialog
      title={t(`organization.synonyms.${title}`)}
      submitLabel={id === undefined ? t('organization.synonyms.addSubmit') : t('organization.save')}
      isReady={lines.length >= 2}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {isReplacing && <p className={styles.note}>{t('organization.synonyms.replaceNote')}</p>}
          <TextAreaField
            label={t('organization.synonyms.words')}
            hint={t('organization.synonyms.wordsHint')}
            value={text}
            maxLength={1300}
            minRows={4}
            data-autofocus
            {...(errors.size > 0 ? { error: problemOf(errors) } : {})}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
