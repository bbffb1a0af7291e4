/** The code that the caller reads out from their own profile. */
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { TextField } from '../../../web/kit/fields.tsx'
import styles from './callers.module.css'
import type { Shown } from './data.ts'
import { Send } from './Send.tsx'
import { useCallersT } from './useCallersT.ts'

export function HeardCode({ shown, onNews }: { shown: Shown; onNews: () => void }) {
  const t = useCallersT()
  const [code, setCode] = useState('')
  const [left, setLeft] = useState<number | null>(null)
  const digits = code.replaceAll(/\D/g, '')
  const send = async () => {
    const answer = await ask(
      api.POST('/api/callers/verifications/{id}/code', {
        params: { path: { id: shown.id } },
        body: { code: digits },
      }),
    )
    setLeft(answer.tries_left)
    setCode('')
    onNews()
  }
  return (
    <>
      <h3 className={styles.smallHead}>{t('callers.ask.or')}</h3>
      <Send isReady={digits.length === 6} label={t('callers.ask.codeSubmit')} send={send}>
        <TextField
          label={t('callers.ask.code')}
          hint={t('callers.ask.codeHint')}
          error={left === null ? undefined : t('callers.ask.codeWrong', { count: left })}
          value={code}
          inputMode="numeric"
          autoComplete="off"
          maxLength={11}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </Send>
    </>
  )
}
