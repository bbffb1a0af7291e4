import { SelectField, TextField } from '../../../web/kit/fields.tsx'
import type { Settings } from './data.ts'
import styles from './imports.module.css'
import { useChannelsT } from './useChannelsT.ts'

const audiences = ['internal', 'staff', 'public'] as const

type ArticleFormProps = {
  settings: Settings
  /** The sentence of a refusal by the field that it is about. */
  refusals: ReadonlyMap<string, string>
  onChange: (settings: Settings) => void
}

/** Who may read the articles, and where they come from. */
export function ArticleForm({ settings, refusals, onChange }: ArticleFormProps) {
  const t = useChannelsT()
  return (
    <section className={styles.section} aria-labelledby="import-articles">
      <h2 id="import-articles">{t('channels.articles.title')}</h2>
      <p className={styles.dim}>{t('channels.articles.note')}</p>
      <div className={styles.fields}>
        <SelectField
          label={t('channels.articles.audience')}
          value={settings.audience}
          onChange={(event) =>
            onChange({ ...settings, audience: event.currentTarget.value as Settings['audience'] })
          }
          data={audiences.map((value) => ({ value, label: t(`channels.audience.${value}`) }))}
        />
        <TextField
          label={t('channels.articles.site')}
          hint={t('channels.articles.siteHint')}
          type="url"
          error={refusals.get('articles/site_url') ?? ''}
          value={settings.site_url ?? ''}
          onChange={(event) => onChange({ ...settings, site_url: event.currentTarget.value.trim() || null })}
        />
        <TextField
          label={t('channels.mapping.origin')}
          hint={t('channels.articles.originHint')}
          error={refusals.get('articles/origin') ?? ''}
          value={settings.origin}
          onChange={(event) => onChange({ ...settings, origin: event.currentTarget.value })}
        />
      </div>
    </section>
  )
}
