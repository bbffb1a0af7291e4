/** Draws a sheet of labels as a PDF: the code as it is scanned, and what people read beside it. */
import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { fonts } from '../../../platform/pdf/letters.ts'
import { placeOn, type Stock } from './stock.ts'

export type Printed = { link: string; name: string; place: string | null; hint: string }

const padding = 5
/** Four modules of white around the code, as the standard wants it. */
const quiet_modules = 4
const code_points_max = 110
/** After so many labels others get their turn: a few milliseconds each, hundreds of them would hold everybody up. */
const labels_at_once = 10

/** The modules of the code that holds a link, row by row; true is black. */
export function modulesOf(link: string): { size: number; isBlack: (row: number, column: number) => boolean } {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' })
  return { size: modules.size, isBlack: (row, column) => modules.data[row * modules.size + column] === 1 }
}

/** The bytes of the PDF. The first label lies at `start`, counted from 1. */
export async function drawSheet(labels: readonly Printed[], stock: Stock, start: number): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: stock.page,
    margin: 0,
    autoFirstPage: false,
    info: { Title: 'Wardline', Producer: 'Wardline', Creator: 'Wardline' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const isDone = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  let pages = 0
  for (const [index, label] of labels.entries()) {
    const at = placeOn(stock, start, index)
    for (; pages <= at.page; pages++) pdf.addPage()
    drawLabel(pdf, label, stock, at)
    if (index % labels_at_once === labels_at_once - 1) await setImmediate()
  }
  pdf.end()
  await isDone
  return Buffer.concat(chunks)
}

type Pdf = InstanceType<typeof PDFDocument>

function drawLabel(pdf: Pdf, label: Printed, stock: Stock, { x, y }: { x: number; y: number }): void {
  const side = Math.min(stock.height - 2 * padding, stock.width * 0.45, code_points_max)
  drawCode(pdf, label.link, x + padding, y + (stock.height - side) / 2, side)
  const left = x + padding + side + 4
  const width = stock.width - side - 2 * padding - 4
  const isSmall = stock.height < 70
  const size = isSmall ? 7 : 11
  const lines = [
    { text: label.name, size, font: fonts.bold, rows: 2 },
    ...(label.place === null
      ? []
      : [{ text: label.place, size: size - 1, font: fonts.regular, rows: isSmall ? 1 : 2 }]),
    { text: label.hint, size: isSmall ? 5.5 : 8, font: fonts.regular, rows: 2 },
  ]
  let top = y + padding + 2
  for (const line of lines) {
    pdf.font(line.font).fontSize(line.size).fillColor('#000000')
    const text = line.text.normalize('NFC')
    const height = Math.min(pdf.heightOfString(text, { width }), line.rows * pdf.currentLineHeight(true))
    pdf.text(text, left, top, { width, height: height + 0.5, ellipsis: true, lineGap: 0 })
    top += height + 3
  }
}

function drawCode(pdf: Pdf, link: string, x: number, y: number, side: number): void {
  const { size, isBlack } = modulesOf(link)
  const unit = side / (size + 2 * quiet_modules)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (isBlack(row, column))
        pdf.rect(x + (column + quiet_modules) * unit, y + (row + quiet_modules) * unit, unit, unit)
  pdf.fill('#000000')
}
