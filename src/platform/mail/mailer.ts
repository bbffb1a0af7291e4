import { createTransport, type SendMailOptions } from 'nodemailer'
import { cleanAddress, type MailAddress, type OutgoingMail, validateMail } from './outgoing-mail.ts'

export type MailerConfig = {
  /** smtp://user:password@host:port or smtps://…; credentials only travel encrypted, except to loopback. */
  smtp_url: string
  from: MailAddress
  /** Time for connecting, for the greeting and for each silence; 20,000 by default. */
  timeout_ms?: number
}

/** A key that says that mail is really from its domain; the public half stands in the DNS under the selector. */
export type Dkim = { domain: string; selector: string; privateKey: string }

export type Mailer = {
  /** Sends one mail. Throws `MailRefused` for a mail that is not valid and `MailNotSent` for the rest. */
  send(mail: OutgoingMail, dkim?: Dkim): Promise<{ messageId: string; rejected: string[] }>
}

/** The mail server did not take a mail. A permanent refusal is not tried again. */
export class MailNotSent extends Error {
  readonly status = 502
  readonly isPermanent: boolean
  constructor(isPermanent: boolean, cause: unknown) {
    super(
      isPermanent
        ? 'The mail server refused the mail.'
        : 'The mail server could not be reached or did not take the mail now.',
      { cause },
    )
    this.name = 'MailNotSent'
    this.isPermanent = isPermanent
  }
}

/** Returns a mailer for an SMTP server. Throws a sentence naming what is wrong with the configuration. */
export function createMailer(config: MailerConfig): Mailer {
  const from = cleanAddress(config.from, '/from')
  const { timeout_ms = 20_000 } = config
  const transport = createTransport({
    ...serverOf(config.smtp_url),
    connectionTimeout: timeout_ms,
    greetingTimeout: timeout_ms,
    socketTimeout: timeout_ms,
    dnsTimeout: timeout_ms,
    // A mail is text that the application made; it never pulls in a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(given, dkim) {
      const mail = validateMail(given)
      try {
        const sent = await transport.sendMail({
          ...messageOf(mail, from),
          ...(dkim ? { dkim: signatureOf(dkim) } : {}),
        })
        return { messageId: sent.messageId, rejected: sent.rejected.map(String) }
      } catch (error) {
        throw new MailNotSent(isPermanent(error), error)
      }
    },
  }
}

function messageOf(mail: OutgoingMail, from: MailAddress): SendMailOptions {
  const mailbox = ({ name = '', address }: MailAddress) => ({ name, address })
  return {
    from: mailbox(from),
    to: mail.to.map(mailbox),
    replyTo: mail.replyTo && mailbox(mail.replyTo),
    // The envelope is given apart, so that no header is ever parsed to find out who receives the mail.
    envelope: { from: from.address, to: mail.to.map(({ address }) => address) },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    icalEvent: mail.calendar && { method: mail.calendar.method, content: mail.calendar.text },
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    headers: {
      ...(mail.isAutomatic
        ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }
        : {}),
      ...(mail.unsubscribeUrl
        ? {
            'List-Unsubscribe': `<${mail.unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
  }
}

// A click that ends mails counts only where both of its headers are signed (RFC 8058, 4).
const signedHeaders =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:List-Unsubscribe:List-Unsubscribe-Post'

function signatureOf({ domain, selector, privateKey }: Dkim) {
  return { domainName: domain, keySelector: selector, privateKey, headerFieldNames: signedHeaders }
}

function serverOf(smtp_url: string) {
  const url = URL.parse(smtp_url)
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '' || url.search !== '') {
    throw new Error('SMTP_URL must look like smtp://user:password@host:port or smtps://host.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isEncrypted = url.protocol === 'smtps:'
  const isLoopback = host === 'localhost' || host === '::1' || /^127\./.test(host)
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : undefined
  return {
    host,
    port: url.port === '' ? (isEncrypted ? 465 : 587) : Number(url.port),
    secure: isEncrypted,
    requireTLS: auth !== undefined && !isEncrypted && !isLoopback,
    auth,
  }
}

function isPermanent(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  // A wrong password (535) is the administrator's to mend; the mail itself may go out afterwards.
  return code >= 550 && code < 560
}
