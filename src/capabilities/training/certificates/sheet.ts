/** A certificate on paper: one page, with a code that leads to where it can be checked. */
import PDFDocument from 'pdfkit'
import { create } from 'qrcode'
import { invalid } from '../../../platform/http/problem.ts'
import { fonts, isPrintable } from '../../../platform/pdf/letters.ts'
import { aboutOf, type Certificate } from './store.ts'

const words = {
  en: {
    certificate: 'Certificate',
    for: 'This is to certify that',
    did: 'has completed',
    version: 'Version',
    at: 'Held at',
    achieved: 'Achieved on',
    until: 'Valid until',
    forever: 'Valid without an end',
    number: 'Number',
    scan: 'Scan the code to check this certificate.',
    revoked: 'This certificate was revoked.',
  },
  es: {
    certificate: 'Certificado',
    for: 'Se certifica que',
    did: 'ha completado',
    version: 'Versión',
    at: 'Impartido por',
    achieved: 'Conseguido el',
    until: 'Válido hasta el',
    forever: 'Válido sin fecha de fin',
    number: 'Número',
    scan: 'Escanee el código para comprobar este certificado.',
    revoked: 'Este certificado fue revocado.',
  },
} as const
export type Language = keyof typeof words

const accent = '#0b5c73'
const code_points = 96
const quiet_zone = 4
const shown_max = 8

const dayIn = (language: Language, day: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

/** The bytes of the page; `link` is left out where nobody may check it. Refuses letters that would come out as boxes. */
export async function drawCertificate(
  certificate: Certificate,
  language: Language,
  link: string | undefined,
): Promise<Buffer> {
  const { person, organization, version, provider, competencies, achieved_on, valid_until } = certificate
  requirePrintable(certificate)
  const t = words[language]
  const pdf = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 60,
    lang: language,
    info: { Title: `${t.certificate} ${certificate.number}`, Producer: 'Wardline', Creator: 'Wardline' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const isDone = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  const line = (
    text: string,
    size: number,
    font: keyof typeof fonts = 'regular',
    color = '#111111',
    gap = 6,
  ) => {
    // A long name grows smaller rather than onto a second page.
    const fitted = text.length > 60 ? Math.min(size, 18) : size
    pdf.font(fonts[font]).fontSize(fitted).fillColor(color)
    pdf.text(text.normalize('NFC'), { align: 'center' })
    pdf.y += gap
  }
  pdf
    .rect(28, 28, pdf.page.width - 56, pdf.page.height - 56)
    .lineWidth(3)
    .stroke(accent)
  line(organization, 14, 'regular', '#333333', 10)
  line(t.certificate, 34, 'bold', accent, 10)
  if (certificate.state === 'revoked') line(t.revoked, 14, 'bold', '#a40000')
  line(t.for, 13)
  line(person, 28, 'bold')
  line(t.did, 13)
  line(aboutOf(certificate), 22, 'bold')
  const detail = [version && `${t.version} ${version}`, provider && `${t.at} ${provider}`].filter(Boolean)
  if (detail.length > 0) line(detail.join(' · '), 11)
  for (const { name, level } of competencies.slice(0, shown_max))
    line(level ? `${name} (${level})` : name, 11, 'regular', '#333333', 1)
  if (competencies.length > shown_max) line(`+ ${competencies.length - shown_max}`, 11)
  const foot = pdf.page.height - 60 - code_points
  pdf.font(fonts.regular).fontSize(12).fillColor('#111111')
  const facts = [
    `${t.achieved} ${dayIn(language, achieved_on)}`,
    valid_until === null ? t.forever : `${t.until} ${dayIn(language, valid_until)}`,
    `${t.number} ${certificate.number}`,
    ...(link === undefined ? [] : [t.scan]),
  ]
  for (const [at, fact] of facts.entries()) pdf.text(fact, 60, foot + 14 + at * 19, { lineBreak: false })
  if (link !== undefined) drawCode(pdf, link, pdf.page.width - 60 - code_points, foot)
  pdf.end()
  await isDone
  return Buffer.concat(chunks)
}

function drawCode(pdf: PDFKit.PDFDocument, link: string, left: number, top: number): void {
  const { modules } = create(link, { errorCorrectionLevel: 'M' })
  const unit = code_points / (modules.size + 2 * quiet_zone)
  pdf.rect(left, top, code_points, code_points).fill('#ffffff')
  for (const [at, isDark] of Array.from(modules.data).entries())
    if (isDark)
      pdf.rect(
        left + ((at % modules.size) + quiet_zone) * unit,
        top + (Math.floor(at / modules.size) + quiet_zone) * unit,
        unit,
        unit,
      )
  pdf.fill('#000000')
  // The code is a link, too, for whoever reads it on a screen.
  pdf.link(left, top, code_points, code_points, link)
}

function requirePrintable(certificate: Certificate): void {
  const { person, organization, version, provider, competencies } = certificate
  const texts = [
    person,
    organization,
    version,
    provider,
    aboutOf(certificate),
    ...competencies.map(({ name }) => name),
  ]
  if (!texts.every((text) => isPrintable(text.replace(/\s/g, ' '))))
    throw invalid(
      '#/id',
      'This certificate has signs that cannot be printed: the sheet has Latin, Greek, Cyrillic and Devanagari letters.',
    )
}
