/** Somebody without an account asks for help. Nothing is shown to anybody before their address is confirmed. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PublicFrame } from '../../../../core/people/web/public/PublicFrame.tsx'
import { useForm } from '../../../../core/people/web/public/useForm.ts'
import { changeLanguage } from '../../../../web/i18n/setup.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { keptLanguage } from '../../../../web/kit/appearance.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { FileDrop } from '../../../../web/kit/FileDrop.tsx'
import { SelectField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import styles from './form.module.css'
import { formQuery, sendForm } from './send.ts'
import { useFormT } from './useFormT.ts'

type Form = Awaited<ReturnType<ReturnType<typeof formQuery>['queryFn']>>
const empty = { topic_id: '', title: '', body: '', name: '', email: '', phone: '' }

export function Page() {
  const t = useFormT()
  const { organization = '' } = useParams({ strict: false }) as { organization?: string }
  const { data, error, refetch } = useQuery(formQuery(organization))
  const [sentTo, setSentTo] = useState<string>()
  const language = data?.language
  useEffect(() => {
    if (language && !keptLanguage()) void changeLanguage(language)
  }, [language])
  if (error)
    return (
      <PublicFrame title={t('form.pageTitle')}>
        <ErrorState problem={error} onRetry={() => void refetch()} />
      </PublicFrame>
    )
  if (!data)
    return (
      <PublicFrame title={t('form.pageTitle')}>
        <TextSkeleton />
      </PublicFrame>
    )
  if (sentTo !== undefined)
    return (
      <PublicFrame title={t('form.sentTitle')}>
        <p role="status">{t('form.sent', { email: sentTo })}</p>
        <p>{t('form.sentNote')}</p>
      </PublicFrame>
    )
  return (
    <PublicFrame title={t('form.pageTitle')} isWide>
      <p>{t('form.note', { organization: data.organization })}</p>
      <Fields form={data} organization={organization} onSent={setSentTo} />
    </PublicFrame>
  )
}

type FieldsProps = { form: Form; organization: string; onSent: (email: string) => void }

function Fields({ form, organization, onSent }: FieldsProps) {
  const t = useFormT()
  const { locale } = useFormat()
  const [draft, setDraft] = useState({ ...empty, topic_id: form.topics[0]?.id ?? '' })
  const [files, setFiles] = useState<readonly File[]>([])
  const send = useForm(async () => {
    const { phone, ...written } = draft
    const said = {
      ...written,
      ...(phone.trim() ? { phone } : {}),
      language: locale.startsWith('es') ? 'es' : 'en',
    } as const
    await sendForm(organization, said, files)
    onSent(draft.email)
  })
  const field = (name: keyof typeof empty) => {
    const error = send.fields.get(name)
    return {
      label: t(`form.${name}`),
      value: draft[name],
      onChange: (event: { currentTarget: { value: string } }) => {
        const { value } = event.currentTarget
        setDraft((before) => ({ ...before, [name]: value }))
      },
      ...(error ? { error } : {}),
    }
  }
  const refused = send.failure ?? send.fields.get('file') ?? send.fields.get('asked')
  return (
    <form className={styles.fields} onSubmit={send.onSubmit}>
      <SelectField
        {...field('topic_id')}
        data={form.topics.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField {...field('title')} required maxLength={150} />
      <TextAreaField {...field('body')} hint={t('form.bodyHint')} required maxLength={10_000} />
      <TextField {...field('name')} required maxLength={100} autoComplete="name" />
      <TextField
        {...field('email')}
        type="email"
        hint={t('form.emailHint')}
        required
        maxLength={254}
        autoComplete="email"
      />
      <TextField {...field('phone')} type="tel" required={false} maxLength={40} autoComplete="tel" />
      {form.takes_files && <Files form={form} files={files} onChange={setFiles} />}
      {refused && (
        <p role="alert" className={styles.failure}>
          {refused}
        </p>
      )}
      <Button type="submit" size="md" loading={send.isBusy}>
        {t('form.send')}
      </Button>
      <p role="status" className={styles.note}>
        {send.isBusy ? t('form.busy') : t('form.sendNote')}
      </p>
    </form>
  )
}

type FilesProps = { form: Form; files: readonly File[]; onChange: (files: readonly File[]) => void }

function Files({ form, files, onChange }: FilesProps) {
  const t = useFormT()
  const left = form.files_max - files.length
  return (
    <div>
      <FileDrop
        label={t('form.files')}
        files_max={form.files_max}
        size_bytes_max={form.file_bytes_max}
        isDisabled={left <= 0}
        onFiles={(more) => onChange([...files, ...more].slice(0, form.files_max))}
      />
      <ul className={styles.files} aria-label={t('form.filesChosen')}>
        {files.map((file, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name; none has a key of its own.
          <li key={place}>
            <span>{file.name}</span>
            <Button
              variant="default"
              size="xs"
              aria-label={t('form.removeFile', { name: file.name })}
              onClick={() => onChange(files.filter((_file, other) => other !== place))}
            >
              {t('form.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
