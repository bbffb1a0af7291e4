/** A client that keeps all its cookies, as a browser does, and makes passkeys. */
import assert from 'node:assert/strict'
import { type Answer, password, type Wardline } from '../../../test/helpers/server.ts'
import { type TestDevice, testDevice } from './passkeys/test-authenticator.ts'

export type Screen = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  cookies: Map<string, string>
}

export function screenOf(wardline: Wardline, start = ''): Screen {
  const cookies = new Map<string, string>()
  if (start) cookies.set(...(start.split('=', 2) as [string, string]))
  const send: Screen['send'] = async (method, path, body, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await wardline.anonymous.send(method, path, body, {
      host: 'localhost',
      ...(cookie ? { cookie } : {}),
      ...headers,
    })
    for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    send,
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
  }
}

export const emailOf = (name: string) => `${name.toLowerCase().replaceAll(' ', '.')}@main.example`

/** Gives the name's password on a screen of its own; what comes then is the caller's. */
export async function afterPassword(wardline: Wardline, name: string) {
  const screen = screenOf(wardline)
  const body = { email: emailOf(name), password, organization: 'main' }
  const { status, body: said } = await screen.post('/api/session', body)
  assert.equal(status, 200, JSON.stringify(said))
  return { screen, said }
}

/** Makes a passkey for whoever is signed in on the screen. */
export async function addPasskey(
  screen: Screen,
  name = 'Phone',
  body: { password?: string } = {},
): Promise<{ device: TestDevice; id: string; recovery: string[] | null }> {
  const begun = await screen.post('/api/passkeys/begin', body)
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  const device = testDevice()
  const made = await screen.post('/api/passkeys', {
    ceremony: begun.body.ceremony,
    name,
    answer: device.make(begun.body.options),
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return { device, id: made.body.id, recovery: made.body.recovery_codes }
}

/** Begins at `path`/begin, has the device answer, and sends the answer. */
export async function usePasskey(
  screen: Screen,
  device: TestDevice,
  path = '/api/session/passkey',
  twist: Parameters<TestDevice['use']>[1] = {},
): Promise<Answer> {
  const start = path === '/api/session/passkey' ? { organization: 'main' } : {}
  const begun = await screen.post(`${path}/begin`, start)
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  return screen.post(path, {
    ceremony: begun.body.ceremony,
    answer: device.use(begun.body.options, twist),
  })
}
