/** In the own profile: a code to read to the help desk on the phone. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { SelectField } from '../../../web/kit/fields.tsx'
import { type Act, acts } from '../words.ts'
import styles from './callers.module.css'
import { useSending } from './data.ts'
import { useCallersT } from './useCallersT.ts'

/** As long as the server lets it count. */
const shown_ms = 120_000

export function CodePart() {
  const t = useCallersT()
  const [act, setAct] = useState<Act>('password')
  const [code, setCode] = useState<string | null>()
  const { run, isBusy, failure } = useSending()
  useEffect(() => {
    if (!code) return
    const timer = setTimeout(() => setCode(null), shown_ms)
    return () => clearTimeout(timer)
  }, [code])
  const show = () =>
    run(async () => setCode((await ask(api.POST('/api/callers/code', { body: { act } }))).code))
  return (
    <section className={styles.part} aria-labelledby="help-desk-code">
      <h2 id="help-desk-code">{t('callers.code.title')}</h2>
      <p className={styles.plain}>{t('callers.code.note')}</p>
      <SelectField
        label={t('callers.code.act')}
        value={act}
        data={acts.map((each) => ({ value: each, label: t(`callers.act.${each}`) }))}
        onChange={(event) => {
          setAct(event.currentTarget.value as Act)
          setCode(undefined)
        }}
      />
      <div role="status">
        {code && (
          <>
            <p className={styles.plain}>{t('callers.code.is')}</p>
            <p className={styles.number}>{`${code.slice(0, 3)} ${code.slice(3)}`}</p>
            <p className={styles.small}>{t('callers.code.until')}</p>
          </>
        )}
        {code === null && <p className={styles.plain}>{t('callers.code.over')}</p>}
      </div>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <Button variant="default" className={styles.show} loading={isBusy} onClick={show}>
        {t(code === undefined ? 'callers.code.show' : 'callers.code.again')}
      </Button>
    </section>
  )
}
