/** Reads the words of one document in a thread of its own, so that a hostile one takes nothing with it. */
import { parentPort, workerData } from 'node:worker_threads'

type Work = { content: Uint8Array; form: 'docx' | 'pdf'; text_length_max: number }

async function words({ content, form }: Work): Promise<string> {
  if (form === 'docx') {
    const { default: mammoth } = await import('mammoth')
    return (await mammoth.extractRawText({ buffer: Buffer.from(content) })).value
  }
  const { extractText } = await import('unpdf')
  const { text } = await extractText(content, { mergePages: true })
  return text
}

const work = workerData as Work
words(work).then(
  (text) =>
    parentPort?.postMessage({
      text: text.slice(0, work.text_length_max),
      isCut: text.length > work.text_length_max,
    }),
  () => parentPort?.postMessage(null),
)
