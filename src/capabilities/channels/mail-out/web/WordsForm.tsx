/** The words of one mail, tried before they are kept. */
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { type Key, type Language, sentenceOf, type Template } from './data.ts'
import styles from './mail-out.module.css'
import { useMailOutT } from './useMailOutT.ts'
import { useSave } from './useSave.ts'

type Draft = Pick<Template, 'subject' | 'body' | 'link_label'>
type FormProps = {
  place: { key: Key; language: Language; team_id: string | null }
  own: Template | undefined
  start: Draft
  origin: 'own' | 'inherited' | 'product'
}

export function WordsForm({ place, own, start, origin }: FormProps) {
  const t = useMailOutT()
  const { save, isBusy } = useSave()
  const [draft, setDraft] = useState<Draft>(() => ({
    subject: start.subject,
    body: start.body,
    link_label: start.link_label,
  }))
  const body = { ...place, ...draft, version: own?.version ?? null }
  const remove = (id: string) =>
    ask(api.DELETE('/api/mail/templates/{id}', { params: { path: { id } }, body: null }))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save(() => ask(api.PUT('/api/mail/templates', { body })), t('mailOut.saved'))
      }}
    >
      <p className={styles.small}>{t(`mailOut.${origin}`)}</p>
      <Fields draft={draft} change={(next) => setDraft((before) => ({ ...before, ...next }))} />
      <Group gap="xs">
        <Button type="submit" loading={isBusy}>
          {t('mailOut.save')}
        </Button>
        {own && (
          <Button
            variant="default"
            loading={isBusy}
            onClick={() => void save(() => remove(own.id), t('mailOut.removed'))}
          >
            {t('mailOut.remove')}
          </Button>
        )}
      </Group>
      <Trial place={place} draft={draft} />
    </form>
  )
}

type FieldsProps = { draft: Draft; change: (next: Partial<Draft>) => void }

function Fields({ draft, change }: FieldsProps) {
  const t = useMailOutT()
  return (
    <>
      <TextField
        label={t('mailOut.subject')}
        required
        maxLength={200}
        value={draft.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
      />
      <TextAreaField
        label={t('mailOut.body')}
        hint={t('mailOut.bodyHint')}
        required
        maxLength={5000}
        minRows={6}
        value={draft.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <TextField
        label={t('mailOut.linkLabel')}
        required
        maxLength={100}
        value={draft.link_label}
        onChange={(event) => change({ link_label: event.currentTarget.value })}
      />
    </>
  )
}

/** The mail as it would arrive, here and in one's own mailbox. */
function Trial({ place, draft }: Pick<FormProps, 'place'> & { draft: Draft }) {
  const t = useMailOutT()
  const { save, isBusy } = useSave()
  const [shown, setShown] = useState<{ subject: string; text: string }>()
  const body = { key: place.key, language: place.language, ...draft }
  const preview = async () => {
    try {
      setShown(await ask(api.POST('/api/mail/templates/preview', { body })))
    } catch (error) {
      toast.show(sentenceOf(error) || t('mailOut.failed'), 'danger')
    }
  }
  const test = () => ask(api.POST('/api/mail/templates/test', { body }))
  return (
    <>
      <Group gap="xs">
        <Button variant="default" onClick={() => void preview()}>
          {t('mailOut.preview')}
        </Button>
        <Button
          variant="default"
          loading={isBusy}
          onClick={() =>
            void save(test, ({ state }) => t(state === 'held' ? 'mailOut.held' : 'mailOut.tested'))
          }
        >
          {t('mailOut.test')}
        </Button>
      </Group>
      {shown && (
        <section className={styles.shown} aria-label={t('mailOut.previewTitle')} lang={place.language}>
          <p>
            <strong>{shown.subject}</strong>
          </p>
          <Markdown source={shown.text} headingOffset={2} />
        </section>
      )}
    </>
  )
}
