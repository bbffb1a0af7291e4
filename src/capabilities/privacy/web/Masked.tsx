import { Button, Modal } from '@mantine/core'
import { IconEye, IconEyeCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Markdown } from '../../../web/kit/Markdown.tsx'
import { useShown } from '../../../web/records/masks/Shown.tsx'
import styles from './privacy.module.css'
import { ReasonForm } from './ReasonForm.tsx'
import { usePrivacyT } from './usePrivacyT.ts'

/** A text with masks, and the way to read what is behind them. What was opened is forgotten on leaving. */
export function Masked({ source, headingOffset }: { source: string; headingOffset: number }) {
  const t = usePrivacyT()
  const [opened, setOpened] = useState<ReadonlyMap<string, string>>(new Map())
  const [isAsking, setAsking] = useState(false)
  const { text, hidden } = useShown(source, opened)
  return (
    <>
      <Markdown source={text} headingOffset={headingOffset} />
      {hidden.length > 0 && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconEye size={15} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('privacy.mask.open')}
        </Button>
      )}
      {opened.size > 0 && (
        <p className={styles.opened} role="status">
          <IconEyeCheck size={15} aria-hidden /> {t('privacy.mask.opened')}
        </p>
      )}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('privacy.mask.why')}
        closeButtonProps={{ 'aria-label': t('privacy.mask.cancel') }}
      >
        <ReasonForm
          onReason={async (reason) => {
            const body = { masks: hidden.map(({ mask }) => mask), reason }
            const { words } = await ask(api.POST('/api/privacy/reveal', { body }))
            setOpened(new Map(words.map((each) => [each.mask, each.words])))
          }}
          onClose={() => setAsking(false)}
        />
      </Modal>
    </>
  )
}
