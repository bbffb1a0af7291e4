/** A certificate for 127.0.0.1 that nobody trusts but the tests, and its key, which therefore guards nothing. */
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6Ozb2M0XCxxJQ9Sp
dN2zwHNOadBeaRqfd3rUFCEvOH6hRANCAAQwRQJmlvYzKbMxiu190rw5Xhz6sGRp
dZhAtT+O2Lc3bazlDb30E3csjPKvmoOhW44QnKC/HnTPOyEaGAkcJSRQ
-----END PRIVATE KEY-----`

const cert = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUJniYuyqbjDKUvYI7v9sdecH9vkAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMjEwMTk1M1oYDzIxMjYxMDI5
MTAxOTUzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQwRQJmlvYzKbMxiu190rw5Xhz6sGRpdZhAtT+O2Lc3bazlDb30E3cs
jPKvmoOhW44QnKC/HnTPOyEaGAkcJSRQo28wbTAdBgNVHQ4EFgQUPYIqZldjHBYU
GKEEhU/q2jJt0dowHwYDVR0jBBgwFoAUPYIqZldjHBYUGKEEhU/q2jJt0dowDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDSQAwRgIhAOmurHOBe9rvhpmBy/BrEHfpYBSuev/XIJADUhB+8DOsAiEA
1DpvaDApe3wPnJkfeWttESkjFI7kVX8mDJs75CCvMBI=
-----END CERTIFICATE-----`

/** An encrypted server on a free port of the loopback, which this process trusts from now on. */
export async function startTls(listener: RequestListener): Promise<{ server: Server; port: number }> {
  setDefaultCACertificates([...getCACertificates(), cert])
  const server = createServer({ key, cert }, listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, port: (server.address() as AddressInfo).port }
}
