import { type FormEvent, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { useAccountT } from './useAccountT.ts'

const NO_FIELDS: ReadonlyMap<string, string> = new Map()

/** Sends a form once at a time; its refusal is kept as sentences, by field where they belong to one. */
export function useForm(send: () => Promise<void>) {
  const t = useAccountT()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [fields, setFields] = useState(NO_FIELDS)
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setFailure(undefined)
    setFields(NO_FIELDS)
    try {
      await send()
    } catch (error) {
      if (!(error instanceof ProblemError)) setFailure(t('account.network'))
      else if (error.fields.size > 0) setFields(error.fields)
      else setFailure(error.detail ?? error.title)
    } finally {
      setBusy(false)
    }
  }
  return { onSubmit, isBusy, failure, fields }
}
