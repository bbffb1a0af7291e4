import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isMailAddress, MailRefused, type OutgoingMail, validateMail } from './outgoing-mail.ts'

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')

const MAIL: OutgoingMail = {
  to: [{ name: 'Ana', address: 'ana@example.org' }],
  subject: 'Hello',
  text: 'Text',
}

const refusedAt = (pointer: string) => (error: unknown) =>
  error instanceof MailRefused && error.pointer === pointer

test('An ordinary mail is taken as it is', () => {
  const full: OutgoingMail = {
    ...MAIL,
    replyTo: { address: 'help+tag@example.org' },
    html: '<p>Text</p>',
    messageId: '<a.b-1@example.org>',
    inReplyTo: '<a@example.org>',
    references: ['<a@example.org>', '<b@example.org>'],
    isAutomatic: true,
  }
  assert.deepEqual(validateMail(MAIL), MAIL)
  assert.deepEqual(validateMail(full), full)
})

test('Line breaks and hidden characters in names and subjects are cleaned away', () => {
  const mail = validateMail({
    ...MAIL,
    to: [{ name: 'Ana\r\nBcc: all@example.org\u202e', address: 'ana@example.org' }],
    subject: 'Hello\r\nBcc: all@example.org\u2028\u0000\u0085 there',
  })
  assert.equal(mail.to[0]?.name, 'Ana Bcc: all@example.org')
  assert.equal(mail.subject, 'Hello Bcc: all@example.org there')
})

test('Addresses that are more than one plain mailbox are refused', () => {
  for (const address of [
    'a@b',
    'first.last+tag@sub.example.org',
    "o'brien@example.org",
    'x@müller.example',
    'x@例え.jp',
  ]) {
    assert.equal(isMailAddress(address), true, address)
  }
  for (const address of [
    'a@b\r\nBcc: c@d',
    'a@b\nRCPT TO:<c@d>',
    'a@b, c@d',
    'a@b;c@d',
    'a b@c',
    '<a@b>',
    '"a b"@c',
    '"a@b"@c',
    'a@[127.0.0.1]',
    'a(comment)@b',
    'a@b(c)',
    'a@@b',
    '@b',
    'a@',
    'a',
    '',
    'a..b@c',
    '.a@b',
    'a.@b',
    'a@-b',
    'a@b-',
    'a@b..c',
    'a@b.',
    'a@b\u0000',
    'a\u202e@b',
    'a@b\u2028c',
    'é@b',
    `${'a'.repeat(65)}@b`,
    `a@${'b'.repeat(64)}`,
    `a@${'b.'.repeat(130)}c`,
    'a@b%c',
    'a@b/c',
    'a@b>SIZE=1',
  ]) {
    assert.equal(isMailAddress(address), false, address)
    const to = [MAIL.to[0], { address }]
    assert.throws(() => validateMail({ ...MAIL, to }), MailRefused, address)
  }
  assert.throws(
    () => validateMail({ ...MAIL, to: [MAIL.to[0], { address: 'a@b, c@d' }] }),
    refusedAt('/to/1/address'),
  )
  assert.throws(() => validateMail({ ...MAIL, replyTo: { address: 'a b@c' } }), refusedAt('/replyTo/address'))
})

test('Mails that are too large, incomplete or hold unknown fields are refused with the field', () => {
  const to = (count: number) => Array.from({ length: count }, () => ({ address: 'a@example.org' }))
  assert.equal(validateMail({ ...MAIL, to: to(50) }).to.length, 50)
  assert.throws(() => validateMail({ ...MAIL, to: to(51) }), refusedAt('/to'))
  assert.throws(() => validateMail({ ...MAIL, to: [] }), refusedAt('/to'))
  assert.throws(() => validateMail({ ...MAIL, subject: 'x'.repeat(1_000_000) }), refusedAt('/subject'))
  assert.throws(() => validateMail({ ...MAIL, subject: ' \r\n ' }), refusedAt('/subject'))
  assert.equal(validateMail({ ...MAIL, text: 'x'.repeat(256 * 1024) }).text.length, 256 * 1024)
  assert.throws(() => validateMail({ ...MAIL, text: 'x'.repeat(256 * 1024 + 1) }), refusedAt('/text'))
  assert.throws(() => validateMail({ ...MAIL, bcc: to(1) }), MailRefused)
  assert.throws(() => validateMail({ ...MAIL, attachments: [{ path: '/etc/passwd' }] }), MailRefused)
  assert.throws(() => validateMail({ ...MAIL, text: { path: '/etc/passwd' } }), refusedAt('/text'))
  assert.throws(() => validateMail({ ...MAIL, inReplyTo: '<a@b>\r\nBcc: c@d' }), refusedAt('/inReplyTo'))
  assert.throws(() => validateMail({ ...MAIL, messageId: 'a@b' }), refusedAt('/messageId'))
  for (const nothing of [null, undefined, 1, 'mail', []])
    assert.throws(() => validateMail(nothing), MailRefused)
})

test('No naughty string gets a line break into a header or passes as somebody else’s address', {
  skip: existsSync(naughtyFile) ? false : 'the naughty strings are not on this machine',
}, () => {
  for (const text of JSON.parse(readFileSync(naughtyFile, 'utf8')) as string[]) {
    if (text.trim() === '' || text.length > 500) continue
    try {
      const mail = validateMail({ ...MAIL, to: [{ name: text, address: 'ana@example.org' }], subject: text })
      assert.doesNotMatch(`${mail.to[0]?.name}${mail.subject}`, /[\p{Cc}\p{Zl}\p{Zp}]/u)
    } catch (error) {
      assert.ok(error instanceof MailRefused, 'only a subject without any visible character is refused')
    }
    assert.equal(isMailAddress(text), false, text)
  }
})
