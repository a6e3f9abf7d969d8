export { chooseLanguage, MAX_ACCEPT_LANGUAGE } from './choose-language.ts';
export { DEFAULT_LANGUAGE, type Direction, directionOf, LANGUAGES, type Language, ownNameOf, readLanguage } from './languages.ts';
export { matchLanguage } from './match-language.ts';
