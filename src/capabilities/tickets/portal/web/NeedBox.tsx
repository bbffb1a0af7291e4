import { IconArrowRight, IconMessagePlus, IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { VisuallyHidden } from '../../../../web/kit/VisuallyHidden.tsx'
import { PortalParts } from '../../../../web/shell/PortalParts.tsx'
import { AnswerLinks, useAnswers } from '../../../knowledge/web/index.ts'
import styles from './portal.module.css'
import { RequestList } from './RequestList.tsx'
import { type RequestRow, sameMatter } from './requests.ts'
import { usePortalT } from './usePortalT.ts'

const WORDS_LENGTH_MIN = 3

type NeedBoxProps = { words: string; onWords: (words: string) => void; rows: readonly RequestRow[] }

/** As she types: the answer, her own open request about it, and the way to a new one. */
export function NeedBox({ words, onWords, rows }: NeedBoxProps) {
  const t = usePortalT()
  const router = useRouter()
  const id = useId()
  const wanted = words.trim()
  const isAsking = wanted.length >= WORDS_LENGTH_MIN
  const { answers, isSearching } = useAnswers(isAsking ? wanted : '')
  const own = isAsking ? sameMatter(rows, wanted).slice(0, 2) : []
  const [others, setOthers] = useState(0)
  const count = answers.length + own.length + (isAsking ? others : 0)
  const newHref = `/requests/new${wanted ? `?q=${encodeURIComponent(wanted)}` : ''}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    router.history.push(newHref)
  }
  return (
    <section className={styles.need}>
      <search>
        <form onSubmit={submit}>
          <h1 className={styles.needTitle}>
            <label htmlFor={id}>{t('portal.home.title')}</label>
          </h1>
          <div className={styles.needField}>
            <IconSearch size={22} aria-hidden />
            <input
              id={id}
              type="search"
              enterKeyHint="go"
              autoComplete="off"
              maxLength={300}
              placeholder={t('portal.home.placeholder')}
              value={words}
              onChange={(event) => onWords(event.currentTarget.value)}
            />
          </div>
        </form>
      </search>
      {isAsking && own.length > 0 && (
        <div className={styles.needGroup}>
          <h2 className={styles.needHeading}>{t('portal.home.mine')}</h2>
          <RequestList rows={own} label={t('portal.home.mine')} />
        </div>
      )}
      {isAsking && <PortalParts on="need" words={wanted} onFound={setOthers} />}
      {isAsking && <AnswerLinks answers={answers} words={wanted} />}
      {isAsking && !isSearching && count === 0 && <p className={styles.quiet}>{t('portal.home.nothing')}</p>}
      <AppLink href={newHref} className={styles.newRequest} data-quiet={isAsking ? undefined : true}>
        <IconMessagePlus size={22} aria-hidden />
        <span>{isAsking ? t('portal.home.sendWords', { words: wanted }) : t('portal.home.submit')}</span>
        <IconArrowRight size={20} aria-hidden />
      </AppLink>
      <VisuallyHidden>
        <span role="status">{isAsking && !isSearching ? t('portal.home.found', { count }) : ''}</span>
      </VisuallyHidden>
    </section>
  )
}
