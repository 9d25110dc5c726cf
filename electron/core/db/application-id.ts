/** `Clip` in ASCII: marks the file as ours, see https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x436c6970
