import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { SelectField, TextField } from '../../../../web/kit/fields.tsx'
import { fetchSheet, labelsOn, type Stock, type Thing } from './data.ts'
import styles from './labels.module.css'
import { useLabelsT } from './useLabelsT.ts'

export const LABELS_MAX = 500
const STOCK_KEY = 'wardline.labels.stock'
const stocks = Object.keys(labelsOn) as Stock[]

type SheetFormProps = { of: Thing; ids: readonly string[]; onPrinted: () => void }

/** The sheet in the printer, and where on it to begin. */
export function SheetForm({ of, ids, onPrinted }: SheetFormProps) {
  const t = useLabelsT()
  const [stock, setStock] = useState<Stock>(lastStock)
  const [start, setStart] = useState('1')
  const { isBusy, problem, submit } = useSubmit(async () => {
    save(await fetchSheet(of, ids, stock, Number(start) || 1))
    onPrinted()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    localStorage.setItem(STOCK_KEY, stock)
    void submit()
  }
  return (
    <form onSubmit={send} noValidate className={styles.sheet}>
      <h2>{t('labels.sheet.title')}</h2>
      <p role="status">{t('labels.sheet.chosen', { count: ids.length })}</p>
      <SelectField
        label={t('labels.sheet.stock')}
        hint={t('labels.sheet.stockHint')}
        value={stock}
        data={stocks.map((value) => ({ value, label: t(`labels.stock.${value}`) }))}
        onChange={(event) => setStock(event.currentTarget.value as Stock)}
      />
      <TextField
        label={t('labels.sheet.start')}
        hint={t('labels.sheet.startHint', { count: labelsOn[stock] })}
        type="number"
        min={1}
        max={labelsOn[stock]}
        value={start}
        {...(problem?.fields.has('start') ? { error: problem.fields.get('start') as string } : {})}
        onChange={(event) => setStart(event.currentTarget.value)}
      />
      {ids.length > LABELS_MAX && (
        <p className={styles.small}>{t('labels.sheet.tooMany', { count: LABELS_MAX })}</p>
      )}
      <Failure problem={problem} />
      <Button type="submit" loading={isBusy} disabled={ids.length === 0 || ids.length > LABELS_MAX}>
        {t('labels.sheet.print')}
      </Button>
    </form>
  )
}

function lastStock(): Stock {
  return stocks.find((each) => each === localStorage.getItem(STOCK_KEY)) ?? 'a4-21'
}

function save(pdf: Blob): void {
  const href = URL.createObjectURL(pdf)
  const link = document.createElement('a')
  link.href = href
  link.download = 'labels.pdf'
  link.click()
  setTimeout(() => URL.revokeObjectURL(href), 60_000)
}
