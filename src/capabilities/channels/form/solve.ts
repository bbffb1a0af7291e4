/** The puzzle of the public form: cheap to check, some work to solve. The same code runs in the browser and in tests. */

const constants = new Uint32Array(64)
const start = new Uint32Array(8)
fillConstants()

/** The roots of the first primes, of which the constants of SHA-256 are the fractions. */
function fillConstants(): void {
  const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) >>> 0
  let found = 0
  for (let candidate = 2; found < 64; candidate++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) isPrime = false
    if (!isPrime) continue
    if (found < 8) start[found] = fraction(Math.sqrt(candidate))
    constants[found++] = fraction(Math.cbrt(candidate))
  }
}

const words = new Uint32Array(64)
const turned = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits))
const at = (list: Uint32Array, place: number) => list[place] as number

/** The first 32 bits of the SHA-256 of an ASCII text of at most 55 characters. */
function beginningOfHash(text: string): number {
  words.fill(0, 0, 16)
  for (let place = 0; place < text.length; place++)
    words[place >> 2] = at(words, place >> 2) | (text.charCodeAt(place) << (24 - (place % 4) * 8))
  words[text.length >> 2] = at(words, text.length >> 2) | (0x80 << (24 - (text.length % 4) * 8))
  words[15] = text.length * 8
  for (let place = 16; place < 64; place++) {
    const [early, late] = [at(words, place - 15), at(words, place - 2)]
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const large = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[place] = at(words, place - 16) + small + at(words, place - 7) + large
  }
  let [a, b, c, d, e, f, g, h] = start as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let round = 0; round < 64; round++) {
    const first =
      (h +
        (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
        ((e & f) ^ (~e & g)) +
        at(constants, round) +
        at(words, round)) |
      0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  return (a + at(start, 0)) >>> 0
}

/** True when the hash of `nonce.answer` begins with so many zeros. `bits` is at most 32. */
export function solves(nonce: string, answer: number, bits: number): boolean {
  return Math.clz32(beginningOfHash(`${nonce}.${answer}`)) >= bits
}

/** The first answer that solves it. The nonce is short enough for one block of the hash. */
export function solve(nonce: string, bits: number): number {
  let answer = 0
  while (!solves(nonce, answer, bits)) answer++
  return answer
}
