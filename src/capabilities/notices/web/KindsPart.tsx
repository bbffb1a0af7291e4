import { CheckboxField, SelectField } from '../../../web/kit/fields.tsx'
import { type KindName, type MailWay, mailWays, type Settings } from './data.ts'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'

type KindsPartProps = {
  settings: Settings
  shown: readonly KindName[]
  onChange: (changes: Pick<Settings, 'kinds'>) => void
}
type Chosen = Settings['kinds'][number]

/** For each kind of news, the ways by which it is told. */
export function KindsPart({ settings, shown, onChange }: KindsPartProps) {
  const t = useNoticesT()
  const change = (kind: KindName, changes: Partial<Chosen>) =>
    onChange({
      kinds: settings.kinds.map((each) => (each.kind === kind ? { ...each, ...changes } : each)),
    })
  return (
    <section className={styles.part} aria-labelledby="kinds">
      <h2 id="kinds">{t('notices.settings.kinds')}</h2>
      <p className={styles.small}>{t('notices.settings.pushNote')}</p>
      <ul className={styles.kinds}>
        {settings.kinds
          .filter(({ kind }) => shown.includes(kind))
          .map((chosen) => (
            <li key={chosen.kind}>
              <Ways chosen={chosen} onChange={(changes) => change(chosen.kind, changes)} />
            </li>
          ))}
      </ul>
    </section>
  )
}

function Ways(props: { chosen: Chosen; onChange: (changes: Partial<Chosen>) => void }) {
  const t = useNoticesT()
  const { chosen, onChange } = props
  const { kind, in_app, mail, push, is_fixed, is_urgent } = chosen
  return (
    <fieldset>
      <legend>{t(`notices.kinds.${kind}.name`)}</legend>
      <p className={styles.small} style={{ flexBasis: '100%' }}>
        {t(`notices.kinds.${kind}.what`)}
        {is_fixed ? ` ${t('notices.settings.fixed')}` : is_urgent ? ` ${t('notices.settings.urgent')}` : ''}
      </p>
      {!is_fixed && (
        <>
          <CheckboxField
            label={t('notices.settings.inApp')}
            checked={in_app}
            onChange={(event) => onChange({ in_app: event.currentTarget.checked })}
          />
          <CheckboxField
            label={t('notices.settings.push')}
            checked={push}
            onChange={(event) => onChange({ push: event.currentTarget.checked })}
          />
          <SelectField
            label={t('notices.settings.mail')}
            value={mail}
            data={mailWays.map((way) => ({ value: way, label: t(`notices.settings.ways.${way}`) }))}
            onChange={(event) => onChange({ mail: event.currentTarget.value as MailWay })}
          />
        </>
      )}
    </fieldset>
  )
}
