import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Choice } from '../../web/data/directory.ts'
import { SearchPicker } from '../../web/ticket/Picker.tsx'
import type { Call, Change } from './calls.ts'
import {
  type CallerLine,
  findCallers,
  glanceQuery,
  noteOf,
  ofWorkstationQuery,
  recentQuery,
  workstationMark,
} from './data.ts'
import { Glance } from './Glance.tsx'
import styles from './phone.module.css'
import { UnknownCaller } from './UnknownCaller.tsx'
import { usePhoneT } from './usePhoneT.ts'

type CallerProps = { call: Call; change: Change }

/** Who is calling: found while one types, and then everything about them at one glance. */
export function Caller({ call, change }: CallerProps) {
  const t = usePhoneT()
  const [isAdding, setAdding] = useState(false)
  const { draft } = call
  const take = useTaking(call, change)
  return (
    <section className={styles.caller} aria-labelledby="caller">
      <h2 id="caller">{t('phone.caller.title')}</h2>
      <div data-caller>
        <SearchPicker
          id="callers"
          label={t('phone.caller.find')}
          hint={t('phone.caller.findHint')}
          find={findCallers}
          value={draft.requester}
          onChange={(choice) => void take(choice)}
          autoFocus={draft.requester === null}
          isClearable
        />
      </div>
      {draft.requester ? (
        <Glance
          id={draft.requester.id}
          chosen={draft.workstation?.id}
          onWorkstation={(workstation) =>
            change({
              draft: {
                ...draft,
                workstation: { id: workstation.id, name: workstation.name },
                place: workstation.place ?? draft.place,
              },
            })
          }
        />
      ) : (
        <>
          {draft.workstation && (
            <OfWorkstation workstation={draft.workstation} onChoose={(choice) => void take(choice)} />
          )}
          <Recent onChoose={(choice) => void take(choice)} />
          <div>
            <Button variant="default" size="compact-md" onClick={() => setAdding(true)}>
              {t('phone.unknown.add')}
            </Button>
          </div>
        </>
      )}
      {isAdding && (
        <UnknownCaller
          place={draft.place}
          onClose={() => setAdding(false)}
          onDone={(requester, place) =>
            change({ draft: { ...draft, requester, place: place ?? draft.place } })
          }
        />
      )}
    </section>
  )
}

/** Puts whoever was found into the call, and the usual place with them. */
function useTaking(call: Call, change: Change): (choice: Choice | null) => Promise<void> {
  const queries = useQueryClient()
  const { draft } = call
  return async (choice) => {
    if (choice?.id.startsWith(workstationMark)) {
      const id = choice.id.slice(workstationMark.length)
      change({ draft: { ...draft, workstation: { id, name: choice.name } } })
      return
    }
    // What came with another caller is not this one's.
    const isTheirs = draft.place !== null && draft.place.id === call.theirPlaceId
    const place = isTheirs ? null : draft.place
    change({ draft: { ...draft, requester: choice, place }, theirPlaceId: null })
    if (!choice || place) return
    // Where she usually is stands in the form already; it is asked for only when it is elsewhere.
    const usual = (await queries.fetchQuery(glanceQuery(choice.id)).catch(() => undefined))?.person.place
    if (usual)
      change((now) =>
        now.draft.place ? {} : { draft: { ...now.draft, place: usual }, theirPlaceId: usual.id },
      )
  }
}

type ChooseProps = { onChoose: (choice: Choice) => void }

/** Those who called from the workstation before. */
function OfWorkstation({ workstation, onChoose }: ChooseProps & { workstation: Choice }) {
  const t = usePhoneT()
  const { data = [] } = useQuery(ofWorkstationQuery(workstation.id))
  return (
    <People
      title={t('phone.caller.ofWorkstation', { name: workstation.name })}
      none={t('phone.caller.ofNobody')}
      people={data}
      onChoose={onChoose}
    />
  )
}

function Recent({ onChoose }: ChooseProps) {
  const t = usePhoneT()
  const { data } = useQuery(recentQuery)
  if (!data) return null
  return (
    <People
      title={t('phone.caller.recent')}
      none={t('phone.caller.noRecent')}
      people={data}
      onChoose={onChoose}
    />
  )
}

type PeopleProps = ChooseProps & { title: string; none: string; people: readonly CallerLine[] }

function People({ title, none, people, onChoose }: PeopleProps) {
  return (
    <div>
      <h3 className={styles.small}>{title}</h3>
      {people.length === 0 && <p className={styles.small}>{none}</p>}
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" onClick={() => onChoose({ id: person.id, name: person.name })}>
              <span>{person.name}</span>
              <span className={styles.small}>{noteOf(person)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
