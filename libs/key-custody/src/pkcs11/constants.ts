// Names and numbers of PKCS #11 v2.40 (OASIS, "Base Specification" and
// "Current Mechanisms Specification"), those that are used here.

/** Return values. */
export const CKR = {
  OK: 0x0,
  SLOT_ID_INVALID: 0x3,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  DEVICE_ERROR: 0x30,
  DEVICE_REMOVED: 0x32,
  KEY_HANDLE_INVALID: 0x60,
  OBJECT_HANDLE_INVALID: 0x82,
  OPERATION_ACTIVE: 0x90,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  SESSION_CLOSED: 0xb0,
  SESSION_HANDLE_INVALID: 0xb3,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  USER_PIN_NOT_INITIALIZED: 0x102,
  BUFFER_TOO_SMALL: 0x150,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

/** Attributes of objects. */
export const CKA = {
  CLASS: 0x0,
  TOKEN: 0x1,
  PRIVATE: 0x2,
  LABEL: 0x3,
  VALUE: 0x11,
  KEY_TYPE: 0x100,
  ID: 0x102,
  SENSITIVE: 0x103,
  DECRYPT: 0x105,
  UNWRAP: 0x107,
  SIGN: 0x108,
  VERIFY: 0x10a,
  DERIVE: 0x10c,
  VALUE_LEN: 0x161,
  EXTRACTABLE: 0x162,
  EC_PARAMS: 0x180,
  EC_POINT: 0x181,
} as const;

/** Classes of objects. */
export const CKO = { PUBLIC_KEY: 0x2, PRIVATE_KEY: 0x3, SECRET_KEY: 0x4 } as const;

/** Types of keys. */
export const CKK = { EC: 0x3, GENERIC_SECRET: 0x10 } as const;

/** Mechanisms. */
export const CKM = { EC_KEY_PAIR_GEN: 0x1040, ECDH1_DERIVE: 0x1050 } as const;

/** No key derivation function: the derived key is Z itself. */
export const CKD_NULL = 0x1;

/** An ordinary user, not the security officer. */
export const CKU_USER = 0x1;

/** States of a session. */
export const CKS = { RO_USER_FUNCTIONS: 1, RW_USER_FUNCTIONS: 3 } as const;

/** Flags of C_Initialize, C_OpenSession and CK_TOKEN_INFO. */
export const CKF = {
  OS_LOCKING_OK: 0x2,
  RW_SESSION: 0x2,
  SERIAL_SESSION: 0x4,
  USER_PIN_INITIALIZED: 0x8,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
} as const;

/** DER of the object identifier 1.2.840.10045.3.1.7 (RFC 5480 section 2.1.1.1): P-256. */
export const P256_PARAMETERS = Buffer.from('06082a8648ce3d030107', 'hex');
