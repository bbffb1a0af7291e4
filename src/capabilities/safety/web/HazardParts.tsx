/** The controls and the records of a hazard. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useCapabilities } from '../../../web/shell/capabilities-context.ts'
import type { Control, Hazard } from './data.ts'
import { ControlDialog } from './HazardDialogs.tsx'
import styles from './safety.module.css'
import { useDeed } from './useDeed.ts'
import { type SafetyKey, useSafetyT } from './useSafetyT.ts'

export function Controls({ hazard }: { hazard: Hazard }) {
  const t = useSafetyT()
  const [open, setOpen] = useState<Control | 'new'>()
  return (
    <section className={styles.card} aria-labelledby="controls">
      <h2 id="controls">{t('safety.hazard.column.controls')}</h2>
      {hazard.controls.length === 0 && <p className={styles.dim}>{t('safety.hazard.noControls')}</p>}
      <ul className={styles.list}>
        {hazard.controls.map((control) => (
          <ControlLine key={control.id} hazard={hazard} control={control} onEdit={() => setOpen(control)} />
        ))}
      </ul>
      <Button className="wl-no-print" variant="default" onClick={() => setOpen('new')}>
        {t('safety.hazard.addControl')}
      </Button>
      {open && (
        <ControlDialog
          hazardId={hazard.id}
          {...(open === 'new' ? {} : { control: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  )
}

type ControlLineProps = { hazard: Hazard; control: Control; onEdit: () => void }

function ControlLine({ hazard, control, onEdit }: ControlLineProps) {
  const t = useSafetyT()
  const deed = useDeed(hazard.id)
  const { body, state, owner, due_on } = control
  const params = { path: { id: hazard.id } }
  const isPlanned = state === 'planned'
  return (
    <li>
      <span className={styles.words}>
        <span className={styles.body}>{body}</span>
        <span className={styles.small}>
          {[owner?.name, due_on === null ? null : t('safety.hazard.until', { day: due_on })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className={styles.badges}>
        <StatusBadge tone={isPlanned ? 'warning' : 'success'} label={t(`safety.hazard.${state}`)} />
        {isPlanned && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('safety.hazard.inPlaceOf', { body })}
            onClick={() =>
              void deed(() =>
                ask(
                  api.POST('/api/hazards/{id}/edit-control', {
                    params,
                    body: { control_id: control.id, state: 'existing' },
                  }),
                ),
              )
            }
          >
            {t('safety.hazard.inPlace')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('safety.hazard.editControlOf', { body })}
          onClick={onEdit}
        >
          {t('safety.hazard.editControl')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('safety.hazard.removeOf', { body })}
          onClick={() =>
            void deed(() =>
              ask(api.POST('/api/hazards/{id}/remove-control', { params, body: { control_id: control.id } })),
            )
          }
        >
          {t('safety.hazard.remove')}
        </Button>
      </span>
    </li>
  )
}

export function Records({ hazard }: { hazard: Hazard }) {
  const t = useSafetyT()
  const deed = useDeed(hazard.id)
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  return (
    <section className={styles.card} aria-labelledby="records">
      <h2 id="records">{t('safety.hazard.column.records')}</h2>
      {hazard.records.length === 0 && <p className={styles.dim}>{t('safety.hazard.noRecords')}</p>}
      <ul className={styles.list}>
        {hazard.records.map(({ id, kind, number, title }) => {
          const page = pages.find((each) => each.kind === kind)
          const name = `${number} ${title}`
          return (
            <li key={id}>
              <span className={styles.words}>
                {page ? <AppLink href={page.href(id)}>{name}</AppLink> : name}
                <span className={styles.small}>
                  {t(`safety.hazard.kind.${kind}` as SafetyKey, { defaultValue: kind })}
                </span>
              </span>
              <Button
                className="wl-no-print"
                size="compact-sm"
                variant="default"
                aria-label={t('safety.hazard.unlinkOf', { title })}
                onClick={() =>
                  void deed(() =>
                    ask(
                      api.POST('/api/hazards/{id}/unlink', {
                        params: { path: { id: hazard.id } },
                        body: { record_id: id },
                      }),
                    ),
                  )
                }
              >
                {t('safety.hazard.remove')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
