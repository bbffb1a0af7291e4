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

/** The same, for tests that give a server its certificate. */
export const certificate = { key, cert }

/** Another one for the same address, as after a renewal. */
export const renewedCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM5hEj1KU/yOqFSUM
y4i/xUAlXhs0fB97TI5X8xMvrJmhRANCAARY/4woZBJb5TMSRvxfj6yniLS4XqLw
LAQqRgPLagF86m32K7TAJagXLeeJRuI7bjBQQj6scBdCIGNyJLoeESdS
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmDCCAT2gAwIBAgIUObnWLd487l6I01tslhcHLjDdgnowCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHcmVuZXdlZDAgFw0yNjExMjIyMDIxNDdaGA8yMTI2MTAyOTIw
MjE0N1owEjEQMA4GA1UEAwwHcmVuZXdlZDBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABFj/jChkElvlMxJG/F+PrKeItLheovAsBCpGA8tqAXzqbfYrtMAlqBct54lG
4jtuMFBCPqxwF0IgY3Ikuh4RJ1KjbzBtMB0GA1UdDgQWBBRMT4+ACfp+Ef+abh/X
WfOuu3S2ZzAfBgNVHSMEGDAWgBRMT4+ACfp+Ef+abh/XWfOuu3S2ZzAPBgNVHRMB
Af8EBTADAQH/MBoGA1UdEQQTMBGHBH8AAAGCCWxvY2FsaG9zdDAKBggqhkjOPQQD
AgNJADBGAiEAxqnEFYS5hWxSVGcKmVsRzN7hR358f9rr/sH5yUp5NBsCIQDdKoq+
lrmUJpxWW5m9ETMwz6L80yzsqAsxkksqdKMpuA==
-----END CERTIFICATE-----`,
}

/** An encrypted server on a free port of the loopback, which this process trusts from now on. */
export async function startTls(listener: RequestListener): Promise<{ server: Server; port: number }> {
  setDefaultCACertificates([...getCACertificates(), cert])
  const server = createServer({ key, cert }, listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, port: (server.address() as AddressInfo).port }
}
