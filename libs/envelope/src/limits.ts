/** docs/spec/envelope.md, limits; bytes of ASCII. */
export const MAX_CAPSULE_BYTES = 16 * 1024;
export const MAX_CLAIMS_BYTES = 12 * 1024;
/** Of the mail before it is sealed. */
export const MAX_MAIL_BYTES = 26 * 1024 * 1024;
/** Of the header of a mail that is sealed, when its addresses are read from it. */
export const MAX_HEADER_BYTES = 1024 * 1024;
/** A sealed body: four thirds of the mail, and a hundred bytes. */
export const MAX_BODY_BYTES = 36 * 1024 * 1024;
/** A saved attachment or mail that is looked through for the two fields. */
export const MAX_FILE_BYTES = 40 * 1024 * 1024;
/** RFC 5322 section 2.1.1 allows 998 characters a line. */
export const LINE_CHARACTERS = 900;
