import { Button, Group, Popover, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { type ButtonHTMLAttributes, useState } from 'react'
import { useKitT } from '../../i18n/useKitT.ts'
import { isSafeLink } from '../safe-links.ts'

type LinkToolProps = { editor: Editor; buttonProps: ButtonHTMLAttributes<HTMLButtonElement> }

/** Sets, changes or removes the link under the selection; without a selection the address itself is written. */
export function LinkTool({ editor, buttonProps }: LinkToolProps) {
  const t = useKitT()
  const [isOpen, setOpen] = useState(false)
  const [href, setHref] = useState('')
  const isOn = useEditorState({ editor, selector: ({ editor: now }) => now.isActive('link') })

  const open = () => {
    setHref(String(editor.getAttributes('link').href ?? ''))
    setOpen(true)
  }
  const address = /^(\w+:|\/|#)/.test(href.trim()) ? href.trim() : `https://${href.trim()}`
  const isWrong = href.trim() !== '' && !isSafeLink(address)
  const apply = () => {
    if (isWrong) return
    setOpen(false)
    const chain = editor.chain().focus().extendMarkRange('link')
    if (href.trim() === '') chain.unsetLink().run()
    else if (editor.state.selection.empty && !isOn) {
      chain
        .insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] })
        .run()
    } else chain.setLink({ href: address }).run()
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus width={280}>
      <Popover.Target>
        <button
          type="button"
          aria-label={t('kit.editor.tool.link')}
          title={t('kit.editor.tool.link')}
          aria-pressed={isOn}
          onClick={open}
          {...buttonProps}
        >
          <IconLink size={18} stroke={1.75} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('kit.editor.tool.link')}>
        <TextInput
          label={t('kit.editor.address')}
          value={href}
          error={isWrong ? t('kit.editor.addressWrong') : undefined}
          onChange={(event) => setHref(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // The editor may stand in a form, which this Enter must not send.
            event.preventDefault()
            apply()
          }}
        />
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button size="xs" onClick={apply}>
            {href.trim() === '' && isOn ? t('kit.editor.unlink') : t('kit.editor.setLink')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}
