import { useState } from 'react'
import { ArticleEditor } from './ArticleEditor.tsx'
import { emptyArticle } from './edit.ts'

export function Page() {
  const [start] = useState(emptyArticle)
  return <ArticleEditor id={undefined} start={start} owner={null} />
}
