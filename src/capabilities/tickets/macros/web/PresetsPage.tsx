import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { said as inWords } from '../../../../web/i18n/said.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import { NotFoundPage } from '../../../../web/shell/NotFoundPage.tsx'
import {
  type Macro,
  macrosQuery,
  type Reply,
  repliesQuery,
  settingsPath,
  type Tab,
  type Template,
  tabs,
  templatesQuery,
} from './data.ts'
import styles from './macros.module.css'
import { SignaturesPart } from './SignaturesPart.tsx'
import { useMacrosT } from './useMacrosT.ts'
import { useStepWords } from './words.ts'

/** Macros, canned replies, templates or signatures: what one may use, one tab each. */
export function Page() {
  const t = useMacrosT()
  const { tab } = useParams({ strict: false }) as { tab?: string }
  const current = tabs.find((each) => each === tab)
  if (!current) return <NotFoundPage />
  return (
    <div className={styles.page}>
      <PageHeader
        title={t(`macros.title.${current}`)}
        note={t(`macros.note.${current}`)}
        actions={
          current !== 'signatures' && (
            <Button component={AppLink} href={`${settingsPath}/${current}/new`}>
              {t(`macros.add.${current}`)}
            </Button>
          )
        }
      />
      <nav aria-label={t('macros.tabs')}>
        <ul className={styles.tabs}>
          {tabs.map((each) => (
            <li key={each}>
              <AppLink
                href={`${settingsPath}/${each}`}
                {...(each === current ? { 'aria-current': 'page' } : {})}
              >
                {t(`macros.title.${each}`)}
              </AppLink>
            </li>
          ))}
        </ul>
      </nav>
      {current === 'signatures' ? <SignaturesPart /> : <List key={current} tab={current} />}
    </div>
  )
}

const queries = { macros: macrosQuery, replies: repliesQuery, templates: templatesQuery }

function List({ tab }: { tab: Exclude<Tab, 'signatures'> }) {
  const t = useMacrosT()
  const { data, error, refetch } = useQuery(queries[tab] as typeof macrosQuery)
  const said = useStepWords(data?.people)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton />
  if (data.rows.length === 0)
    return <EmptyState title={t(`macros.empty.${tab}`)}>{t('macros.emptyBody')}</EmptyState>
  return (
    <ul className={styles.list}>
      {(data.rows as readonly (Macro | Reply | Template)[]).map((row) => (
        <li key={row.id}>
          <span className={styles.line}>
            <AppLink href={`${settingsPath}/${tab}/${row.id}`}>{row.name}</AppLink>
            <StatusBadge
              tone="neutral"
              label={row.team ?? t(row.is_shared ? 'macros.shared' : 'macros.own')}
            />
            {row.breaks.length > 0 && <StatusBadge tone="danger" label={t('macros.broken')} />}
          </span>
          <span className={styles.small}>{summaryOf(row, said)}</span>
          {row.breaks.map((why) => (
            <span key={why} className={styles.problem}>
              {inWords(why)}
            </span>
          ))}
          {tab !== 'templates' && (
            <span className={styles.small}>
              {t('macros.used', { count: row.uses } as never)}
              {row.used_at && (
                <>
                  {', '}
                  {t('macros.usedLast')} <Time at={row.used_at} />
                </>
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function summaryOf({ content }: Macro | Reply | Template, said: ReturnType<typeof useStepWords>): string {
  if ('deeds' in content) return content.deeds.map(said).join(' · ')
  if ('en' in content) return (content.en || content.es).slice(0, 160)
  return [content.title, content.application].filter(Boolean).join(' · ')
}
