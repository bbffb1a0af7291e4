import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { articleQuery } from '../answers/library.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { Diff } from './Diff.tsx'
import styles from './desk.module.css'
import type { ArticleForm } from './edit.ts'

type ConflictBoxProps = {
  id: string
  form: ArticleForm
  onKeepMine: (version: number, base: string) => void
  onTakeTheirs: () => void
}

/** Somebody saved the article meanwhile: what they changed, and the choice. Neither text is lost. */
export function ConflictBox({ id, form, onKeepMine, onTakeTheirs }: ConflictBoxProps) {
  const t = useKnowledgeT()
  const heading = useRef<HTMLHeadingElement>(null)
  const theirs = useQuery({ ...articleQuery(id, true), staleTime: 0, refetchOnMount: 'always' })
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.conflict} role="alert">
      <h2 ref={heading} tabIndex={-1}>
        {t('knowledge.conflict.title')}
      </h2>
      <p className={styles.quiet}>{t('knowledge.conflict.body')}</p>
      {theirs.isFetching || !theirs.data ? (
        <TextSkeleton />
      ) : (
        <>
          <Diff before={form.base ?? ''} after={theirs.data.body} label={t('knowledge.conflict.theirs')} />
          <div className={styles.row}>
            <Button onClick={() => onKeepMine(theirs.data.version, theirs.data.body)}>
              {t('knowledge.conflict.keepMine')}
            </Button>
            <Button variant="default" onClick={onTakeTheirs}>
              {t('knowledge.conflict.takeTheirs')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
