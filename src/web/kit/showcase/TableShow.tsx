import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { Time } from '../../i18n/Time.tsx'
import { Sparkline } from '../charts/Sparkline.tsx'
import { EmptyState } from '../EmptyState.tsx'
import { PersonChip } from '../PersonChip.tsx'
import { STATE_LOOK, StatusBadge } from '../StatusBadge.tsx'
import { DataTable } from '../table/DataTable.tsx'
import type { Column, Sort } from '../table/types.ts'
import { PEOPLE } from './people.ts'

const PAGE_ROWS = 200

type Row = {
  id: string
  number: number
  title: string
  state: keyof typeof STATE_LOOK
  person: string
  at: number
  days: number[]
}

const STATES = Object.keys(STATE_LOOK) as Row['state'][]
const TITLES = [
  'Printer on 3 West prints blank labels',
  'Cannot sign in after the change of shift',
  'Barcode scanner does not pair',
  'Monitor flickers in room 214',
]

function makeRow(index: number): Row {
  return {
    id: `row-${index}`,
    number: 100_000 - index,
    title: TITLES[index % TITLES.length] ?? '',
    state: STATES[index % STATES.length] ?? 'waiting',
    person: PEOPLE[index % PEOPLE.length] ?? '',
    at: Date.now() - index * 47 * 60_000,
    days: Array.from({ length: 8 }, (_, day) => (index * 7 + day * 5) % 11),
  }
}

const COLUMNS: Column<Row>[] = [
  {
    key: 'number',
    header: 'Number',
    width: '5rem',
    isSortable: true,
    render: (row) => row.number,
    narrow: 'show',
  },
  {
    key: 'title',
    header: 'Title',
    width: 'minmax(10rem, 1fr)',
    isMain: true,
    isSortable: true,
    render: (row) => row.title,
  },
  {
    key: 'state',
    header: 'State',
    width: '7rem',
    narrow: 'show',
    render: (row) => <StatusBadge label={row.state} {...STATE_LOOK[row.state]} />,
  },
  { key: 'person', header: 'Person', width: '9rem', render: (row) => <PersonChip name={row.person} /> },
  {
    key: 'age',
    header: 'Age',
    width: '8rem',
    align: 'end',
    isSortable: true,
    narrow: 'show',
    render: (row) => <Time at={row.at} />,
  },
  {
    key: 'days',
    header: 'Days',
    width: '6rem',
    isHiddenAtFirst: true,
    render: (row) => <Sparkline values={row.days} label="Days" />,
  },
]

export function TableShow() {
  const count = Number(new URLSearchParams(location.search).get('rows') ?? PAGE_ROWS)
  const [rows, setRows] = useState<Row[]>(() => Array.from({ length: count }, (_, index) => makeRow(index)))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [sort, setSort] = useState<Sort>({ column: 'number', direction: 'descending' })
  const [fresh, setFresh] = useState(3)
  const loadMore = useCallback(
    () =>
      setRows((before) => [
        ...before,
        ...Array.from({ length: PAGE_ROWS }, (_, index) => makeRow(before.length + index)),
      ]),
    [],
  )
  return (
    <DataTable
      id="showcase"
      label="Requests"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={(row) => String(row.number)}
      rowHref={(row) => `#${row.id}`}
      openKey="row-2"
      rows_total={100_000}
      loadMore={loadMore}
      hasMore={rows.length < 100_000}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      selectionActions={<Button variant="default">Take</Button>}
      fresh_count={fresh}
      onShowFresh={() => setFresh(0)}
      empty={<EmptyState title="Nothing waits" />}
    />
  )
}
