import { CheckboxField, SelectField } from '../../../web/kit/fields.tsx'
import { type Chosen, type KindName, type MailWay, mailWays, type Settings, sharedBy } from './data.ts'
import { EventsPart } from './EventsPart.tsx'
import styles from './notices.module.css'
import { useNoticesT } from './useNoticesT.ts'

type KindsPartProps = {
  settings: Settings
  shown: readonly KindName[]
  onChange: (changes: Pick<Settings, 'kinds'>) => void
}

/** For each kind of news, the ways by which it is told; and below, for each of its events. */
export function KindsPart({ settings, shown, onChange }: KindsPartProps) {
  const t = useNoticesT()
  const change = (changed: Chosen) =>
    onChange({ kinds: settings.kinds.map((each) => (each.kind === changed.kind ? changed : each)) })
  return (
    <section className={styles.part} aria-labelledby="kinds">
      <h2 id="kinds">{t('notices.settings.kinds')}</h2>
      <p className={styles.small}>{t('notices.settings.eventsNote')}</p>
      <p className={styles.small}>{t('notices.settings.pushNote')}</p>
      <ul className={styles.kinds}>
        {settings.kinds
          .filter(({ kind }) => shown.includes(kind))
          .map((chosen) => (
            <li key={chosen.kind}>
              <Kind chosen={chosen} onChange={change} />
            </li>
          ))}
      </ul>
    </section>
  )
}

function Kind(props: { chosen: Chosen; onChange: (changed: Chosen) => void }) {
  const t = useNoticesT()
  const { chosen, onChange } = props
  const { kind, is_fixed, is_urgent } = chosen
  const said =
    kind === 'on_call' || kind === 'account'
      ? t(`notices.settings.fixed.${kind}`)
      : is_urgent
        ? t('notices.settings.urgent')
        : ''
  return (
    <fieldset>
      <legend>{t(`notices.kinds.${kind}.name`)}</legend>
      <p className={styles.small} style={{ flexBasis: '100%' }}>
        {`${t(`notices.kinds.${kind}.what`)} ${said}`}
      </p>
      {!is_fixed && <KindWays chosen={chosen} onChange={onChange} />}
      {chosen.events.length > 1 && <EventsPart chosen={chosen} onChange={onChange} />}
    </fieldset>
  )
}

/** What is chosen here holds for all of its events; where they differ, words say so. */
function KindWays(props: { chosen: Chosen; onChange: (changed: Chosen) => void }) {
  const t = useNoticesT()
  const { chosen, onChange } = props
  const all = (changes: Partial<Pick<Chosen, 'in_app' | 'mail' | 'push'>>) =>
    onChange({ ...chosen, ...changes, events: chosen.events.map((each) => ({ ...each, ...changes })) })
  const inApp = sharedBy(chosen.events, 'in_app')
  const push = sharedBy(chosen.events, 'push')
  const mail = sharedBy(chosen.events, 'mail')
  const named = (way: string, value: boolean | undefined) =>
    value === undefined ? t('notices.settings.mixedWay', { way }) : way
  return (
    <>
      <CheckboxField
        label={named(t('notices.settings.inApp'), inApp)}
        checked={inApp ?? false}
        indeterminate={inApp === undefined}
        onChange={(event) => all({ in_app: event.currentTarget.checked })}
      />
      <CheckboxField
        label={named(t('notices.settings.push'), push)}
        checked={push ?? false}
        indeterminate={push === undefined}
        onChange={(event) => all({ push: event.currentTarget.checked })}
      />
      <SelectField
        label={t('notices.settings.mail')}
        value={mail ?? 'mixed'}
        data={[
          ...(mail === undefined ? [{ value: 'mixed', label: t('notices.settings.mixed') }] : []),
          ...mailWays.map((way) => ({ value: way, label: t(`notices.settings.ways.${way}`) })),
        ]}
        onChange={(event) => all({ mail: event.currentTarget.value as MailWay })}
      />
    </>
  )
}
