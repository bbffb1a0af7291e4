/** For who writes a program: the way from a key to the first call, and where everything is described. */
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { beginCode } from './begin-code.ts'
import styles from './imports.module.css'
import { keysPath } from './paths.ts'
import { useChannelsT } from './useChannelsT.ts'

const steps = ['key', 'file', 'changes', 'client', 'told'] as const

export function Page() {
  const t = useChannelsT()
  const code: Partial<Record<(typeof steps)[number], string>> = beginCode(window.location.origin)
  return (
    <div className={styles.page}>
      <PageHeader
        above={<AppLink href={keysPath}>{t('channels.keys.title')}</AppLink>}
        title={t('channels.begin.title')}
        note={t('channels.begin.note')}
      />
      <p>
        {/* Pages of the server, not of the router. */}
        <a href="/api/docs/">{t('channels.begin.reference')}</a>
        {' · '}
        <a href="/api/openapi.json">{t('channels.begin.document')}</a>
      </p>
      {steps.map((step) => (
        <section key={step} className={styles.section} aria-labelledby={`begin-${step}`}>
          <h2 id={`begin-${step}`}>{t(`channels.begin.${step}`)}</h2>
          <p>{t(`channels.begin.${step}Body`)}</p>
          {code[step] !== undefined && <pre className={styles.code}>{code[step]}</pre>}
        </section>
      ))}
    </div>
  )
}
