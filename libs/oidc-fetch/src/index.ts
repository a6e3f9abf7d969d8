export { type FetchOptions, fetchBounded, type Send } from './fetch-bounded.ts';
