export { createPdfReader, type PdfPage, type PdfPages, type PdfReader } from './pdf-reader.ts';
