import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { SwitchField } from '../../../../web/kit/fields.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import { useDeed } from '../act.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import styles from './desk.module.css'

const queryKey = ['articles', 'public setting']

/** For administrators: whether anybody reads the public articles without signing in. */
export function PublicSwitch() {
  const t = useKnowledgeT()
  const { organization } = useMe()
  const { data } = useQuery({ queryKey, queryFn: () => ask(api.GET('/api/articles/public-setting')) })
  const { run, isBusy } = useDeed([queryKey])
  if (!data) return null
  const store = (part: Partial<typeof data>) =>
    void run(
      () => ask(api.PUT('/api/articles/public-setting', { body: { ...data, ...part } })),
      t('knowledge.public.kept'),
    )
  return (
    <section className={styles.form} aria-labelledby="public">
      <h2 id="public" className={styles.heading}>
        {t('knowledge.public.title')}
      </h2>
      <SwitchField
        label={t('knowledge.public.on')}
        hint={t('knowledge.public.hint')}
        checked={data.is_on}
        disabled={isBusy}
        onChange={(event) => store({ is_on: event.currentTarget.checked })}
      />
      <SwitchField
        label={t('knowledge.public.index')}
        checked={data.may_index}
        disabled={isBusy || !data.is_on}
        onChange={(event) => store({ may_index: event.currentTarget.checked })}
      />
      {data.is_on && <AppLink href={`/help/${organization.slug}`}>{t('knowledge.public.see')}</AppLink>}
    </section>
  )
}
