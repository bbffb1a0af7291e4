import { Button } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ask, background } from '../../../web/api/client.ts'
import { useMe } from '../../../web/shell/session.ts'
import type { SignInPartProps } from '../../../web/shell/web-capability.ts'
import { type Proved, proofChannel, proofRefusals } from './proved.ts'
import styles from './sign-in.module.css'
import { useSignInT } from './useSignInT.ts'

/** Where somebody confirms who they are: at the provider that signed them in, in a window of its own. */
export function ProviderProof({ onDone }: SignInPartProps) {
  const t = useSignInT()
  const me = useMe()
  const [refused, setRefused] = useState<Proved['refused']>()
  const { data } = useQuery({
    queryKey: ['session', 'provider'],
    queryFn: () => ask(api.GET('/api/session/provider', background)),
    enabled: !me.has_factor,
  })
  useEffect(() => {
    const channel = new BroadcastChannel(proofChannel)
    channel.onmessage = ({ data: proved }: MessageEvent<Proved>) => {
      if (proved.refused === undefined) onDone()
      else setRefused(proved.refused)
    }
    return () => channel.close()
  }, [onDone])
  if (me.has_factor || !data?.name) return null
  const sentence = proofRefusals.find((each) => each === refused)
  return (
    <div className={styles.fields}>
      {refused !== undefined && (
        <p role="alert" className={styles.failure}>
          {t(`signIn.proof.refused.${sentence ?? 'begin-again'}`)}
        </p>
      )}
      <Button
        variant="default"
        classNames={{ root: styles.long ?? '', label: styles.longLabel ?? '' }}
        leftSection={<IconBuilding size={20} stroke={1.6} aria-hidden />}
        onClick={() =>
          window.open('/api/session/provider/confirm', 'wardline-proof', 'popup,width=560,height=760')
        }
      >
        {t('signIn.proof.button', { name: data.name })}
      </Button>
    </div>
  )
}
