/** Says that signing out did not work, and which words would be lost by it. */
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useKitT } from '../i18n/useKitT.ts'
import { type Stuck, signOut } from './leave-nothing.ts'
import styles from './shell.module.css'
import { useShellT } from './useShellT.ts'
import { stuckKey } from './useSignedIn.ts'

const shown_max = 5
const shown_chars = 120

export function StillSignedIn({ stuck }: { stuck: Stuck }) {
  const t = useShellT()
  const kit = useKitT()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<'again' | 'anyway'>()
  const close = () => queries.setQueryData(stuckKey, null)
  const { words, isUnreachable } = stuck
  const go = async (how: 'again' | 'anyway') => {
    setBusy(how)
    const left = await signOut(queries, how === 'anyway')
    setBusy(undefined)
    // Another object even for the same reason, so that it is read out again.
    if (left) queries.setQueryData(stuckKey, { ...left })
  }
  const more = words.length - shown_max
  return (
    <Modal
      opened
      onClose={close}
      title={t('shell.stillSignedIn.title')}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      <Stack gap="sm">
        <p role="alert" className={styles.plain}>
          {busy ? '' : t(isUnreachable ? 'shell.stillSignedIn.unreachable' : 'shell.stillSignedIn.refused')}
        </p>
        {words.length > 0 && (
          <>
            <p className={styles.plain}>{t('shell.stillSignedIn.words', { count: words.length })}</p>
            <ul className={styles.words}>
              {words.slice(0, shown_max).map((text) => (
                <li key={text}>{text.length > shown_chars ? `${text.slice(0, shown_chars)} …` : text}</li>
              ))}
            </ul>
            {more > 0 && <p className={styles.plain}>{t('shell.stillSignedIn.more', { count: more })}</p>}
          </>
        )}
      </Stack>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={close}>
          {t('shell.stillSignedIn.stay')}
        </Button>
        {words.length > 0 && (
          <Button
            color="red"
            variant="outline"
            loading={busy === 'anyway'}
            disabled={busy !== undefined}
            onClick={() => void go('anyway')}
          >
            {t('shell.stillSignedIn.anyway')}
          </Button>
        )}
        <Button
          loading={busy === 'again'}
          disabled={busy !== undefined}
          onClick={() => void go('again')}
          data-autofocus
        >
          {t('shell.stillSignedIn.again')}
        </Button>
      </Group>
    </Modal>
  )
}
