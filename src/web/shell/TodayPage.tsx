import { Suspense } from 'react'
import { PageHeader } from '../kit/PageHeader.tsx'
import { useCapabilities } from './capabilities-context.ts'
import { Introduction } from './Introduction.tsx'
import styles from './today.module.css'
import { useShellT } from './useShellT.ts'

/** The same skeleton for every role: each capability gives its lines. */
export function Page() {
  const t = useShellT()
  const blocks = useCapabilities()
    .flatMap((capability) => (capability.today ?? []).map((block) => ({ ...block, name: capability.name })))
    .sort((a, b) => a.order - b.order)
  return (
    <div className={styles.page}>
      <PageHeader title={t('shell.today.title')} />
      <Introduction />
      {blocks.map(({ name, order, Block }) => (
        <Suspense key={`${name}${order}`}>
          <Block />
        </Suspense>
      ))}
    </div>
  )
}
