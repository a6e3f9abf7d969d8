/** Of the broker, whether it comes by Maven or as an image. */
export const KAFKA_VERSION = '4.1.0';
