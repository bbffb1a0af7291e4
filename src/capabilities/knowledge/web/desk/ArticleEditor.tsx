import { Button, Switch } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { MarkdownEditor } from '../../../../web/kit/editor/MarkdownEditor.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { Markdown } from '../../../../web/kit/Markdown.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import { ArticleFields } from './ArticleFields.tsx'
import { emptyTemplate, type Kind, useTemplates } from './articles.ts'
import { ConflictBox } from './ConflictBox.tsx'
import styles from './desk.module.css'
import { type ArticleForm, isConflict, readKept, saveArticle } from './edit.ts'
import { usePictures } from './usePictures.tsx'

const ticketLinks = ['solved_by', 'relates_to'] as const

type ArticleEditorProps = {
  /** Without it the article is a new one. */
  id: string | undefined
  start: ArticleForm
  owner: { id: string; name: string } | null
  /** What stands above the fields, such as where the words came from. */
  children?: ReactNode
}

/** Writing with the finished page beside it. The words are a draft until they are saved. */
export function ArticleEditor({ id, start, owner, children }: ArticleEditorProps) {
  const t = useKnowledgeT()
  const { form, change, read, clear, isKept } = useArticleForm(id, start)
  const [isPreview, setPreview] = useState(true)
  const { save, isBusy, fields, failure, conflict, forgetConflict } = useSave(id, form, clear)
  const onKind = useKind(id, form, change)
  const pictures = usePictures()
  const back = id ? `/desk/knowledge/${id}` : '/desk/knowledge'
  return (
    <form className={styles.page} onSubmit={save} noValidate>
      <PageHeader
        title={t(id ? 'knowledge.edit.title' : 'knowledge.edit.new')}
        above={
          <AppLink href={back} className={styles.crumb}>
            {id ? start.title : t('knowledge.desk.title')}
          </AppLink>
        }
        actions={
          <Actions
            isPreview={isPreview}
            onPreview={setPreview}
            onDiscard={isKept ? clear : undefined}
            isBusy={isBusy}
          />
        }
      />
      <Notes isKept={isKept} failure={failure} />
      {conflict && id && (
        <ConflictBox
          id={id}
          form={form}
          onKeepMine={(version, base) => {
            forgetConflict()
            change({ version, base })
          }}
          onTakeTheirs={() => {
            forgetConflict()
            clear()
          }}
        />
      )}
      {children}
      <TicketLink form={form} change={change} />
      <TextField
        label={t('knowledge.field.title')}
        maxLength={500}
        value={form.title}
        error={fields.get('title')}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <ArticleFields form={form} change={change} fields={fields} owner={owner} onKind={onKind} />
      <div className={isPreview ? styles.sides : styles.form}>
        <MarkdownEditor
          label={t('knowledge.edit.text')}
          lines_min={18}
          value={form.body}
          error={fields.get('body')}
          onChange={(body) => body !== read().body && change({ body })}
          onUpload={pictures.upload}
        />
        {isPreview && <Preview title={form.title} body={form.body} />}
      </div>
      {pictures.dialog}
      {id && <ChangeNote note={form.note} onChange={(note) => change({ note })} />}
    </form>
  )
}

type FormPart = { form: ArticleForm; change: (part: Partial<ArticleForm>) => void }

/** How the article and the ticket that it is written from belong together. */
function TicketLink({ form: { ticket }, change }: FormPart) {
  const t = useKnowledgeT()
  if (!ticket) return null
  return (
    <SelectField
      label={t('knowledge.fromTicket.link')}
      value={ticket.type}
      data={ticketLinks.map((value) => ({ value, label: t(`knowledge.fromTicket.${value}`) }))}
      onChange={(event) =>
        change({ ticket: { ...ticket, type: event.currentTarget.value as (typeof ticketLinks)[number] } })
      }
    />
  )
}

/** That these words were kept from before, and why they could not be saved. */
function Notes({ isKept, failure }: { isKept: boolean; failure: string }) {
  const t = useKnowledgeT()
  return (
    <>
      {isKept && <p className={styles.quiet}>{t('knowledge.edit.kept')}</p>}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </>
  )
}

/** What was changed and why, for those who read the versions. */
function ChangeNote({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const t = useKnowledgeT()
  return (
    <TextField
      label={t('knowledge.edit.note')}
      hint={t('knowledge.edit.noteHint')}
      required={false}
      maxLength={500}
      value={note}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type ActionsProps = {
  isPreview: boolean
  onPreview: (isShown: boolean) => void
  /** Given while there is something to drop. */
  onDiscard: (() => void) | undefined
  isBusy: boolean
}

function Actions({ isPreview, onPreview, onDiscard, isBusy }: ActionsProps) {
  const t = useKnowledgeT()
  return (
    <>
      <Switch
        label={t('knowledge.edit.preview')}
        checked={isPreview}
        onChange={(event) => onPreview(event.currentTarget.checked)}
      />
      {onDiscard && (
        <Button variant="default" onClick={onDiscard}>
          {t('knowledge.edit.discard')}
        </Button>
      )}
      <Button type="submit" loading={isBusy}>
        {t('knowledge.edit.save')}
      </Button>
    </>
  )
}

/** The page as readers will see it, a moment behind the typing. */
function Preview({ title, body }: { title: string; body: string }) {
  const t = useKnowledgeT()
  const shown = useDeferredValue(body)
  return (
    <section className={styles.preview} aria-label={t('knowledge.edit.preview')}>
      <span>{t('knowledge.edit.asReader')}</span>
      <div className={styles.sheet}>
        {title && <h2>{title}</h2>}
        <Markdown source={shown} headingOffset={2} />
      </div>
    </section>
  )
}

// Words from one ticket do not end up in an article about another.
const draftKey = (id: string | undefined, start: ArticleForm) =>
  id || !start.ticket ? `article.${id ?? 'new'}` : `article.ticket.${start.ticket.id}`

/** Another kind brings its template, unless words were written already. */
function useKind(id: string | undefined, form: ArticleForm, change: (part: Partial<ArticleForm>) => void) {
  const templates = useTemplates()
  // Chosen before the templates were there.
  const [waiting, setWaiting] = useState<Kind>()
  const choose = (kind: Kind) => {
    setWaiting(templates.length === 0 ? kind : undefined)
    const shapes = templates.map((each) => emptyTemplate(each.body).trim())
    const isUnwritten = !id && (form.body.trim() === '' || shapes.includes(form.body.trim()))
    const template = templates.find((each) => each.kind === kind)
    change({ kind, ...(isUnwritten && template ? { body: emptyTemplate(template.body) } : {}) })
  }
  useEffect(() => {
    if (waiting !== undefined && templates.length > 0) choose(waiting)
  })
  return choose
}

/** The form as it was kept, or as the article stands; every change is kept until it is saved. */
function useArticleForm(id: string | undefined, start: ArticleForm) {
  const draft = useServerDraft(draftKey(id, start))
  const kept = readKept(draft.text)
  const form = kept ?? start
  // Two fields may change before the next render, and neither may undo the other.
  const latest = useRef(form)
  latest.current = form
  const change = (part: Partial<ArticleForm>) => {
    latest.current = { ...latest.current, ...part }
    draft.setText(JSON.stringify(latest.current))
  }
  return { form, change, read: () => latest.current, clear: draft.clear, isKept: kept !== undefined }
}

const NO_FIELDS: ReadonlyMap<string, string> = new Map()

function useSave(id: string | undefined, form: ArticleForm, clear: () => void) {
  const t = useKnowledgeT()
  const router = useRouter()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [fields, setFields] = useState(NO_FIELDS)
  const [failure, setFailure] = useState('')
  const [conflict, setConflict] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setFailure('')
    setFields(NO_FIELDS)
    setConflict(false)
    const missing = new Map<string, string>()
    if (form.title.trim() === '') missing.set('title', t('knowledge.edit.titleMissing'))
    if (form.body.trim() === '') missing.set('body', t('knowledge.edit.bodyMissing'))
    if (missing.size > 0) return setFields(missing)
    setBusy(true)
    try {
      const saved = await saveArticle(form, id)
      clear()
      toast.show(t('knowledge.edit.saved'), 'success')
      await queries.invalidateQueries({ queryKey: ['record', saved] })
      void queries.invalidateQueries({ queryKey: ['articles'] })
      if (form.ticket) void queries.invalidateQueries({ queryKey: ['record', form.ticket.id] })
      router.history.replace(`/desk/knowledge/${saved}?draft=1`)
    } catch (error) {
      if (isConflict(error) && id) setConflict(true)
      else if (error instanceof ProblemError && error.fields.size > 0) setFields(error.fields)
      else setFailure(error instanceof ProblemError ? (error.detail ?? error.title) : t('knowledge.network'))
    } finally {
      setBusy(false)
    }
  }
  return { save, isBusy, fields, failure, conflict, forgetConflict: () => setConflict(false) }
}
