/** The text about privacy that is shown: an incident keeps which one its customer accepted, without loading the text. */
export const privacy = { version: '1.0', date: '2026-11-24' };
