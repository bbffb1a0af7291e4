import { useState } from 'react'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { useIncidentsT } from '../useIncidentsT.ts'

/** Lets the writer say that words may go out although the department alone reads their article; for these words alone. */
export function useGivenAway(words: string) {
  const t = useIncidentsT()
  const [sure, setSure] = useState<string>()
  const isSure = sure === words
  return {
    consent: isSure ? { may_give_away: true } : {},
    /** `told` is what the server said of it, where it refused. */
    field: (told: string | undefined) =>
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
