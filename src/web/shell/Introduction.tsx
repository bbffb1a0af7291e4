import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ask, background } from '../api/client.ts'
import { openCommandPalette } from '../kit/shortcuts/CommandPalette.tsx'
import { Keys } from '../kit/shortcuts/Keys.tsx'
import styles from './Introduction.module.css'
import { useMe, worksAtDesk } from './session.ts'
import { useShellT } from './useShellT.ts'

// What a person has put away is kept with her drafts: it follows her to every workstation.
const path = { key: 'desk.introduction' }
const seenQuery = {
  queryKey: ['introduction'],
  queryFn: async () =>
    (await ask(api.GET('/api/drafts/{key}', { params: { path }, ...background }))).body !== '',
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
}

const lines = [
  ['mod+k', 'palette'],
  ['g q', 'queue'],
  ['j k', 'rows'],
  ['r', 'reply'],
  ['?', 'all'],
] as const

/** The five keys of the desk, shown to each person until put away. It stands in the page and covers nothing. */
export function Introduction() {
  const t = useShellT()
  const me = useMe()
  const queries = useQueryClient()
  const { data: isSeen } = useQuery({ ...seenQuery, enabled: worksAtDesk(me) })
  if (isSeen !== false) return null
  const putAway = () => {
    queries.setQueryData(seenQuery.queryKey, true)
    document.getElementById('main')?.focus()
    // Without the server it is shown once more another time, which does no harm.
    void api.PUT('/api/drafts/{key}', { params: { path }, body: { body: 'seen' } }).catch(() => undefined)
  }
  return (
    <section className={styles.card} aria-labelledby="introduction">
      <h2 id="introduction">{t('shell.introduction.title')}</h2>
      <p>{t('shell.introduction.body')}</p>
      <dl>
        {lines.map(([keys, word]) => (
          <div key={word}>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{t(`shell.introduction.${word}`)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.buttons}>
        <Button onClick={putAway}>{t('shell.introduction.done')}</Button>
        <Button variant="default" onClick={openCommandPalette}>
          {t('shell.introduction.try')}
        </Button>
      </div>
    </section>
  )
}
