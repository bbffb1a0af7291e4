import { Stack } from '@mantine/core'
import { useState } from 'react'
import { MarkdownEditor } from '../editor/MarkdownEditor.tsx'
import { Markdown } from '../Markdown.tsx'
import { toast } from '../toast.ts'
import { PEOPLE } from './people.ts'

const MARKDOWN = `## A heading

Hello @[Ana Reyes](person:018f3b6e-0000-7000-8000-000000000000), see **this** [page](https://example.org/a) and \`code\`.

- [ ] ask the ward
- [x] restart the printer

| Printer | Pages |
| --- | ---: |
| 3 West | 120 |

> The label printer stops when the roll is empty.

![A stranger's picture](https://example.org/x.png) <script>alert(1)</script>

\`\`\`
ipconfig /all
\`\`\`
`

export function EditorShow() {
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  return (
    <Stack>
      <MarkdownEditor
        label="Reply"
        value={text}
        onChange={setText}
        draftKey="showcase.reply"
        placeholder="Write a reply"
        onSubmit={() => {
          toast.show(`Sent: ${text}`, 'success')
          setText('')
        }}
        onUpload={async (file) => ({ url: `/api/attachments/${file.name}`, name: file.name })}
        onMention={async (query) =>
          PEOPLE.filter((name) => name.toLowerCase().includes(query.toLowerCase())).map((name, index) => ({
            id: `018f3b6e-0000-7000-8000-00000000000${index}`,
            name,
            note: 'Ward 3 West',
          }))
        }
      />
      <output data-testid="markdown" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </output>
      <div data-testid="preview">
        <Markdown source={text} />
      </div>
      <MarkdownEditor label="Internal note" tone="internal" lines_min={2} value={note} onChange={setNote} />
      <Markdown source={MARKDOWN} />
    </Stack>
  )
}
