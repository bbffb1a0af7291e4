import { Button, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMay } from '../../../../web/shell/session.ts'
import { signaturesQuery } from './data.ts'
import styles from './macros.module.css'
import { useMacrosT } from './useMacrosT.ts'

type Texts = { en: string; es: string }
const names = '{{agent.first_name}} {{agent.name}}'

/** One's own line, and the signature of each team. */
export function SignaturesPart() {
  const t = useMacrosT()
  const may = useMay()
  const { data, error, refetch } = useQuery(signaturesQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <ListSkeleton />
  return (
    <Stack gap="md">
      <SignatureForm
        title={t('macros.signature.own')}
        texts={data.own}
        length_max={200}
        save={(body) => ask(api.PUT('/api/signatures/own', { body }))}
      />
      {may('macros.manage') ? (
        data.teams.map(({ id, name, ...texts }) => (
          <SignatureForm
            key={id}
            title={t('macros.signature.team', { name })}
            texts={texts}
            length_max={1000}
            save={(body) => ask(api.PUT('/api/signatures/teams/{id}', { params: { path: { id } }, body }))}
          />
        ))
      ) : (
        <p className={styles.small}>{t('macros.signature.readOnly')}</p>
      )}
    </Stack>
  )
}

type FormProps = { title: string; texts: Texts; length_max: number; save: (texts: Texts) => Promise<unknown> }

function SignatureForm({ title, texts, length_max, save }: FormProps) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<Texts>({ en: texts.en, es: texts.es })
  const { submit, isBusy, problem } = useSubmit(async () => {
    await save(typed)
    toast.show(t('macros.edit.saved'), 'success')
    await queries.invalidateQueries({ queryKey: ['presets'] })
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={send} noValidate>
      <fieldset className={styles.group}>
        <legend>{title}</legend>
        <p className={styles.small}>{t('macros.signature.ownHint', { names })}</p>
        <div className={styles.row}>
          {(['en', 'es'] as const).map((language) => (
            <TextAreaField
              key={language}
              label={t(`macros.signature.${language}`)}
              aria-label={`${title}: ${t(`macros.signature.${language}`)}`}
              minRows={2}
              maxLength={length_max}
              value={typed[language]}
              error={problem?.fields.get(language) ?? ''}
              onChange={(event) => setTyped({ ...typed, [language]: event.currentTarget.value })}
            />
          ))}
        </div>
        <Failure problem={problem} />
        <Button
          type="submit"
          mt="sm"
          variant="default"
          loading={isBusy}
          aria-label={`${t('macros.edit.save')}: ${title}`}
        >
          {t('macros.edit.save')}
        </Button>
      </fieldset>
    </form>
  )
}
