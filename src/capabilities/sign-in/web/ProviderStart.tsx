import { Button } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { api, ask } from '../../../web/api/client.ts'
import type { SignInPartProps } from '../../../web/shell/web-capability.ts'
import styles from './sign-in.module.css'
import { useSignInT } from './useSignInT.ts'

const refusals = [
  'begin-again',
  'provider-refused',
  'provider-failed',
  'no-account',
  'address-taken',
  'wrong-domain',
  'not-active',
] as const

/** A button for each provider, and why the last visit there did not lead in. */
export function ProviderStart({ organization }: SignInPartProps) {
  const t = useSignInT()
  const search = useSearch({ strict: false }) as { refused?: string; next?: string }
  const { data } = useQuery({
    queryKey: ['ways', organization],
    queryFn: () =>
      ask(api.GET('/api/session/ways', { params: { query: organization ? { organization } : {} } })),
  })
  const refused = refusals.find((each) => each === search.refused)
  const next = search.next ? `?next=${encodeURIComponent(search.next)}` : ''
  if (!refused && !data?.providers.length && data?.is_local_on !== false) return null
  return (
    <div className={styles.start}>
      {refused && (
        <p role="alert" className={styles.failure}>
          {t(`signIn.provider.refused.${refused}`)}
        </p>
      )}
      {data?.is_local_on === false && <p>{t('signIn.provider.localOff')}</p>}
      {data?.providers.map(({ id, name }) => (
        <Button
          key={id}
          component="a"
          variant="default"
          classNames={{ root: styles.long ?? '', label: styles.longLabel ?? '' }}
          leftSection={<IconBuilding size={20} stroke={1.6} aria-hidden />}
          href={`/api/session/providers/${data.organization_id}/${id}/start${next}`}
        >
          {t('signIn.provider.button', { name })}
        </Button>
      ))}
    </div>
  )
}
