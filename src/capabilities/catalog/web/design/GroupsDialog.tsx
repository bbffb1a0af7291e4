import { ActionIcon, Button } from '@mantine/core'
import { IconArrowUp, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormDialog } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { TextField } from '../../../../web/kit/fields.tsx'
import type { Managed } from '../data.ts'
import { useCatalogT } from '../useCatalogT.ts'
import design from './design.module.css'

type Line = { key: string; id?: string; name: { en: string; es?: string } }

/** The headings of the catalog, in both languages and in their order. */
export function GroupsDialog({ groups, onClose }: { groups: Managed['groups']; onClose: () => void }) {
  const t = useCatalogT()
  const queries = useQueryClient()
  const [lines, setLines] = useState<Line[]>(() => groups.map((group) => ({ key: group.id, ...group })))
  const change = (key: string, name: Line['name']) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, name } : line)))
  const save = async () => {
    const body = { groups: lines.map(({ key: _key, ...group }) => group) }
    await ask(api.PUT('/api/catalog/groups', { body }))
    await queries.invalidateQueries({ queryKey: ['catalog'] })
  }
  const up = (index: number) => {
    const next = [...lines]
    const [line] = next.splice(index, 1)
    if (line) next.splice(index - 1, 0, line)
    setLines(next)
  }
  return (
    <FormDialog
      title={t('catalog.manage.groups')}
      submitLabel={t('catalog.manage.saveGroups')}
      onSubmit={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {lines.map((line, index) => (
            <div key={line.key} className={design.line}>
              <TextField
                label={t('catalog.manage.groupEn', { number: index + 1 })}
                value={line.name.en}
                maxLength={80}
                {...(errors.get(`groups/${index}/name/en`)
                  ? { error: errors.get(`groups/${index}/name/en`) as string }
                  : {})}
                onChange={(event) => change(line.key, { ...line.name, en: event.currentTarget.value })}
              />
              <TextField
                label={t('catalog.manage.groupEs', { number: index + 1 })}
                required={false}
                value={line.name.es ?? ''}
                maxLength={80}
                onChange={(event) => change(line.key, { ...line.name, es: event.currentTarget.value })}
              />
              <ActionIcon
                aria-label={t('catalog.manage.up', { name: line.name.en })}
                disabled={index === 0}
                onClick={() => up(index)}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t('catalog.design.remove', { name: line.name.en })}
                onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <Button
            variant="default"
            onClick={() => setLines([...lines, { key: crypto.randomUUID(), name: { en: '' } }])}
          >
            {t('catalog.manage.addGroup')}
          </Button>
        </>
      )}
    </FormDialog>
  )
}
