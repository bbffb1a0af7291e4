import { useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'

/** Lets the writer say that words may go out although the department alone reads their article; for these words alone. */
export function useGivenAway(words: string) {
  const t = useIncidentsT()
  const [sure, setSure] = useState<string>()
  const [refused, setRefused] = useState<{ words: string; told: string }>()
  const isSure = sure === words
  return {
    consent: isSure ? { may_give_away: true } : {},
    /** Keeps what the server said of these words, and throws it on. */
    hear: (error: unknown): never => {
      const told = error instanceof ProblemError ? error.fields.get('may_give_away') : undefined
      setRefused(told === undefined ? undefined : { words, told })
      throw error
    },
    /** `told` is what the server said of it, where it refused. */
    field: (told = refused?.words === words ? refused.told : undefined) =>
      (told !== undefined || isSure) && (
        <CheckboxField
          label={t('incidents.publish.anyway')}
          {...(told !== undefined && !isSure ? { error: told } : {})}
          checked={isSure}
          onChange={(event) => setSure(event.currentTarget.checked ? words : undefined)}
        />
      ),
  }
}
