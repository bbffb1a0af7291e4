import { Button } from '@mantine/core'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import type { Setting } from '../data.ts'
import styles from '../privacy.module.css'
import { usePrivacyT } from '../usePrivacyT.ts'

type Tried = {
  text: string
  spans: { from: number; to: number; kind: Setting['kinds'][number]; score: number }[]
}

/** Shows on a sample what the setting above would mask, before it is saved. Nothing of it is kept. */
export function TryText({ setting }: { setting: Setting }) {
  const t = usePrivacyT()
  const [text, setText] = useState('')
  const [tried, setTried] = useState<Tried>()
  const { isBusy, problem, submit } = useSubmit(async () => {
    const { version: _version, ...fields } = setting
    const { spans } = await ask(api.POST('/api/privacy/settings/try', { body: { text, ...fields } }))
    setTried({ text, spans })
  })
  return (
    <section aria-labelledby="try" className={styles.person}>
      <h2 id="try">{t('privacy.try.title')}</h2>
      <TextAreaField
        label={t('privacy.try.text')}
        hint={t('privacy.try.hint')}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Failure problem={problem} />
      <div>
        <Button
          variant="default"
          loading={isBusy}
          disabled={text.trim() === ''}
          onClick={() => void submit()}
        >
          {t('privacy.try.button')}
        </Button>
      </div>
      <div aria-live="polite">{tried && <Shown tried={tried} />}</div>
    </section>
  )
}

function Shown({ tried: { text, spans } }: { tried: Tried }) {
  const t = usePrivacyT()
  const format = useFormat()
  if (spans.length === 0) return <p className={styles.small}>{t('privacy.try.nothing')}</p>
  const parts = spans.map((span, at) => ({ ...span, before: text.slice(spans[at - 1]?.to ?? 0, span.from) }))
  return (
    <p className={styles.context}>
      {parts.map(({ before, from, to, kind, score }) => (
        <span key={from}>
          {before}
          <mark>{text.slice(from, to)}</mark>{' '}
          <span className={styles.small}>
            ({t(`records.mask.kind.${kind}`)}, {format.percent(score)})
          </span>
        </span>
      ))}
      {text.slice(spans.at(-1)?.to ?? 0)}
    </p>
  )
}
