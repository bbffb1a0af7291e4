import { Button } from '@mantine/core'
import { IconShieldExclamation } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ask, background } from '../../../web/api/client.ts'
import styles from './privacy.module.css'
import { usePrivacyT } from './usePrivacyT.ts'

const pause_ms = 700
const length_max = 20_000
type WritingHintProps = { text: string; onChange: (text: string) => void }

/** Says under a field what in it will be hidden from others, and takes it out with one click. */
export function WritingHint({ text, onChange }: WritingHintProps) {
  const t = usePrivacyT()
  const asked = useLater(text.slice(0, length_max))
  const { data } = useQuery({
    queryKey: ['privacy', 'examine', asked],
    queryFn: () => ask(api.POST('/api/privacy/examine', { body: { text: asked }, ...background })),
    enabled: asked.trim().length > 3,
    // Unsent words are not kept, here neither.
    gcTime: 0,
    retry: false,
  })
  const spans = data?.spans ?? []
  // What was typed since then is asked about in a moment.
  const isPresent = asked === text.slice(0, length_max)
  if (spans.length === 0) return <div aria-live="polite" />
  const takeOut = () => {
    let rest = text
    for (const { from, to, kind } of spans.toReversed())
      rest =
        rest.slice(0, from) +
        t('privacy.hint.blank', { kind: t(`records.mask.kind.${kind}`) }) +
        rest.slice(to)
    onChange(rest)
  }
  return (
    <div className={styles.hint} aria-live="polite">
      <IconShieldExclamation size={18} aria-hidden />
      <div>
        <p className={styles.plain}>{t('privacy.hint.title')}</p>
        <ul className={styles.found}>
          {spans.map(({ from, to, kind }) => (
            <li key={from}>
              <q>{asked.slice(from, to)}</q> ({t(`records.mask.kind.${kind}`)})
            </li>
          ))}
        </ul>
        <Button className={styles.take} variant="default" disabled={!isPresent} onClick={takeOut}>
          {t('privacy.hint.mask')}
        </Button>
      </div>
    </div>
  )
}

/** The text as it was when nothing had been typed for a moment. */
function useLater(text: string): string {
  const [kept, setKept] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setKept(text), pause_ms)
    return () => clearTimeout(timer)
  }, [text])
  return kept
}
