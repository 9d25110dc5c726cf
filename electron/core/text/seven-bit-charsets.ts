/** Encodings of old mail that shift between character sets within 7 bits, and that no browser decodes any more. */

/**
 * HZ, https://www.rfc-editor.org/rfc/rfc1843: between `~{` and `~}` two 7-bit bytes are a Chinese character, which GBK
 * writes with the high bits set; `~~` is a tilde, `~` before a line end joins two lines.
 */
export function decodeHz(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let chinese = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    const next = bytes[i + 1]
    if (byte === 0x7e && (next === 0x7b || next === 0x7d)) {
      chinese = next === 0x7b
      i++
    } else if (byte === 0x7e && (next === 0x7e || next === 0x0a)) {
      if (next === 0x7e) out[length++] = byte
      i++
    } else {
      if (byte === 0x0a) chinese = false
      out[length++] = chinese && byte > 0x20 ? byte | 0x80 : byte
    }
  }
  return new TextDecoder('gbk').decode(out.subarray(0, length))
}

/** https://www.rfc-editor.org/rfc/rfc1557: SO and SI shift to and from KS C 5601, which EUC-KR writes with high bits. */
export function decodeIso2022Kr(bytes: Uint8Array): string {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let korean = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29) i += 3
    else if (byte === 0x0e || byte === 0x0f) korean = byte === 0x0e
    else {
      if (byte === 0x0a) korean = false
      out[length++] = korean && byte > 0x20 ? byte | 0x80 : byte
    }
  }
  return new TextDecoder('euc-kr').decode(out.subarray(0, length))
}

/** https://www.rfc-editor.org/rfc/rfc2152: `+…-` holds UTF-16 in base64. */
export function decodeUtf7(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1')
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, packed: string) => {
    if (packed === '') return whole === '+-' ? '+' : whole
    const units = Buffer.from(packed, 'base64')
    // a plus that somebody forgot to escape
    if (units.length < 2) return whole
    return new TextDecoder('utf-16be').decode(units.subarray(0, units.length & ~1))
  })
}
