import { Button, Group, Modal } from '@mantine/core'
import { IconEye, IconEyeCheck } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { TextField } from '../../../web/kit/fields.tsx'
import { Markdown } from '../../../web/kit/Markdown.tsx'
import type { Words } from './data.ts'
import styles from './privacy.module.css'
import { usePrivacyT } from './usePrivacyT.ts'
import { useShown } from './useShown.ts'

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
        <Ask hidden={hidden} onOpened={setOpened} onClose={() => setAsking(false)} />
      </Modal>
    </>
  )
}

type AskProps = {
  hidden: readonly Words[]
  onOpened: (words: ReadonlyMap<string, string>) => void
  onClose: () => void
}

function Ask({ hidden, onOpened, onClose }: AskProps) {
  const t = usePrivacyT()
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState('')
  const open = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const body = { masks: hidden.map(({ mask }) => mask), reason }
      const { words } = await ask(api.POST('/api/privacy/reveal', { body }))
      onOpened(new Map(words.map((each) => [each.mask, each.words])))
      onClose()
    } catch (error) {
      setFailure(error instanceof ProblemError ? (error.detail ?? error.title) : String(error))
    }
  }
  return (
    <form onSubmit={(event) => void open(event)}>
      <TextField
        label={t('privacy.mask.reason')}
        hint={t('privacy.mask.reasonHint')}
        error={failure || undefined}
        maxLength={500}
        autoComplete="off"
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group mt="md">
        <Button type="submit" disabled={reason.trim() === ''}>
          {t('privacy.mask.show')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('privacy.mask.cancel')}
        </Button>
      </Group>
    </form>
  )
}
